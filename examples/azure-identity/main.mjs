// SPDX-License-Identifier: MIT
// A console program on @azure/identity that gets its tokens from the operating system's broker.
//
//   npx entra-broker-simulator -- node examples/azure-identity/main.mjs    against the simulator
//   node examples/azure-identity/main.mjs                                  against the real broker
import { InteractiveBrowserCredential, useIdentityPlugin } from '@azure/identity';
import { nativeBrokerPlugin } from 'entra-broker/msal-node';

// Before the first credential is made: it looks for the plug-in then, and never again.
useIdentityPlugin(nativeBrokerPlugin);

try {
  const credential = new InteractiveBrowserCredential({
    // Without a clientId, @azure/identity signs in as its own development application.
    clientId: process.env.CLIENT_ID,
    brokerOptions: {
      enabled: true,
      // Empty: the console. A program with a window gives that window's handle.
      parentWindowHandle: new Uint8Array(),
      // The account of the desktop first; a window only if that does not work.
      useDefaultBrokerAccount: true,
    },
  });
  const { expiresOnTimestamp } = await credential.getToken('https://graph.microsoft.com/.default');
  console.log(`a token for Microsoft Graph until ${new Date(expiresOnTimestamp).toISOString()}`);
} catch (error) {
  // Without a broker, the constructor already says so: @azure/identity opens no browser instead.
  console.error(`${error.name}: ${error.message}`);
  process.exitCode = 1;
}
