// SPDX-License-Identifier: MIT
// A console program on @azure/msal-node that signs a user in through the operating system's broker.
//
//   npx entra-broker-simulator -- node examples/msal-node/main.mjs    against the simulator
//   CLIENT_ID=<your app's id> node examples/msal-node/main.mjs        against the real broker
import { InteractionRequiredAuthError, PublicClientApplication } from '@azure/msal-node';
import { NativeBrokerPlugin } from 'entra-broker/msal-node';

const plugin = await NativeBrokerPlugin.create();
if (!plugin.isBrokerAvailable) {
  // msal-node alone would open the browser now; this program is about the broker.
  console.error('no broker:', plugin.status);
  process.exit(1);
}

const app = new PublicClientApplication({
  auth: {
    // Invented. A real app uses the client id of its own registration.
    clientId: process.env.CLIENT_ID ?? '5c1e9f0a-7d24-4c8b-9a63-2f0d8e4b7a11',
    authority: 'https://login.microsoftonline.com/organizations',
  },
  broker: { nativeBrokerPlugin: plugin },
});

/** Without a window where the broker can, else with one. */
async function signIn(request) {
  const [account] = await app.getAllAccounts();
  try {
    if (account !== undefined) return await app.acquireTokenSilent({ ...request, account });
  } catch (error) {
    if (!(error instanceof InteractionRequiredAuthError)) throw error;
  }
  return app.acquireTokenInteractive({
    ...request,
    account,
    // Never called while there is a broker; msal-node's types want it.
    openBrowser: () => Promise.reject(new Error('this program opens no browser')),
  });
}

try {
  const result = await signIn({ scopes: ['User.Read'] });
  console.log(`signed in as ${result.account.username}`);
  console.log(`scopes ${result.scopes.join(' ')}, until ${result.expiresOn.toISOString()}`);
  await app.signOut({ account: result.account });
  console.log('signed out');
} catch (error) {
  console.error(`${error.name} ${error.errorCode ?? ''}: ${error.message}`);
  process.exitCode = 1;
}
