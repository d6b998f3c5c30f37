// SPDX-License-Identifier: MIT
'use strict';
// Sets a logger, asks once, and has nothing more to do; nobody closes the plug-in.
const msal = require('@azure/msal-node');
const { NativeBrokerPlugin } = require('entra-broker/msal-node');

const pca = new msal.PublicClientApplication({
  auth: { clientId: '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5' },
  broker: { nativeBrokerPlugin: new NativeBrokerPlugin() },
  system: { loggerOptions: { loggerCallback: () => undefined, logLevel: 4 } },
});
pca.getAllAccounts().then((accounts) => process.stdout.write(String(accounts.length)));
