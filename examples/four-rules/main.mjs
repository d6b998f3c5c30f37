// SPDX-License-Identifier: MIT
// One app, unchanged, wherever it runs: it signs in through the broker where the rules allow, else
// through the browser, and says which rule that was.
//
//   npx entra-broker-simulator -- node examples/four-rules/main.mjs   a broker that works
//   node examples/four-rules/main.mjs                                 whatever this machine has
//
// AUTHORITY names another authority than Entra's; OIDC=1 says that it is plain OpenID Connect.
import { PublicClientApplication } from 'entra-broker/client';

const authority = process.env.AUTHORITY ?? 'https://login.microsoftonline.com/organizations';
const isPublicCloud = new URL(authority).host === 'login.microsoftonline.com';

const configuration = {
  auth: {
    // Invented. A real app uses the client id of its own registration.
    clientId: process.env.CLIENT_ID ?? '5c1e9f0a-7d24-4c8b-9a63-2f0d8e4b7a11',
    authority,
    knownAuthorities: isPublicCloud ? [] : [new URL(authority).host],
  },
  broker: {
    enableBrokerOnWindows: true,
    enableBrokerOnWsl: true,
    enableBrokerOnMac: true,
    enableBrokerOnLinux: true,
  },
  system: { protocolMode: process.env.OIDC === '1' ? 'OIDC' : 'AAD' },
};

const rules = {
  authority_not_supported: 'rule 1: brokers do not serve this authority',
  dependency_missing: 'rule 2: a part of the app is missing, which its author has to mend',
  native_module_unloadable: 'rule 3: the broker cannot be used here',
  initialization_failed: 'rule 3: the broker cannot be used here',
  unavailable: 'rule 3: the broker cannot be used here',
  disabled: 'the kill-switch is on',
};

const line = (name, value) => console.log(`${name.padEnd(10)}${value}`);

try {
  const app = await PublicClientApplication.create(configuration);
  const decision = await app.brokerDecision();
  line('broker', decision.state);
  if (decision.state === 'off') {
    line('because', decision.reason);
    line('that is', rules[decision.reason] ?? decision.detail);
  }
  await signIn(app, decision.state);
} catch (error) {
  line('refused', error.code);
  line('that is', rules[error.code] ?? error.message);
  process.exitCode = 1;
}

async function signIn(app, state) {
  try {
    const result = await app.acquireTokenInteractive({
      scopes: ['User.Read'],
      parentWindowHandle: PublicClientApplication.CONSOLE_WINDOW_HANDLE,
    });
    line('signed in', `${result.account.username}, token from ${result.tokenSource}`);
  } catch (error) {
    line('failed', error.code ?? error.errorCode);
    if (state === 'on') line('that is', 'rule 4: a request that the broker fails opens no browser');
    process.exitCode = 1;
  }
}
