// SPDX-License-Identifier: MIT
// An app that signs in through the broker where there is one, and with the browser elsewhere.
//
//   npx entra-broker-simulator -- node examples/client/main.mjs      a broker on any machine
//   node examples/client/main.mjs                                    the one of this machine
//
// CLIENT_ID is the id of your app registration; the default one exists in the simulator only.
import { PublicClientApplication } from 'entra-broker/client';

const clientId = process.env.CLIENT_ID ?? '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const scopes = ['User.ReadBasic.All'];

const app = await PublicClientApplication.create({
  auth: { clientId, authority: 'https://login.microsoftonline.com/common' },
  broker: {
    enableBrokerOnWindows: true,
    enableBrokerOnWsl: true,
    enableBrokerOnMac: true,
    enableBrokerOnLinux: true,
  },
});

const decision = await app.brokerDecision();
console.log(
  decision.state === 'on'
    ? `The broker is on (${decision.channel})`
    : `The broker is off (${decision.reason}): ${decision.detail}`,
);

try {
  const username = process.argv[2];
  const [account] = await app.getAccounts({ username });
  let result = account ? await app.acquireTokenSilent({ scopes, account }) : null;
  result ??= await app.acquireTokenInteractive({
    scopes,
    parentWindowHandle: PublicClientApplication.CONSOLE_WINDOW_HANDLE,
    onBeforeUserInterface: ({ ui }) => console.log(`You are asked to sign in (${ui})`),
  });
  console.log(`Signed in as ${result.account.username}`);
  console.log(`Token for ${result.scopes.join(' ')} until ${result.expiresOn.toISOString()}`);
  console.log(`It came from: ${result.tokenSource}`);
} catch (error) {
  console.error(error.message);
  if (error.hint !== undefined) console.error(error.hint);
  process.exitCode = 1;
} finally {
  await app.close();
}
