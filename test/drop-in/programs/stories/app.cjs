// SPDX-License-Identifier: MIT
'use strict';
// The app that the stories about msal-node are told of.

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const authority = 'https://login.microsoftonline.com/organizations';
const scopes = ['User.Read'];

/** An app on msal-node with the NativeBrokerPlugin of that package. */
async function openApp(load, plugInPackage) {
  const { PublicClientApplication } = await load('@azure/msal-node');
  const { NativeBrokerPlugin } = await load(plugInPackage);
  const nativeBrokerPlugin = new NativeBrokerPlugin();
  const app = new PublicClientApplication({
    auth: { clientId, authority },
    broker: { nativeBrokerPlugin },
  });
  return { app, isBrokerAvailable: nativeBrokerPlugin.isBrokerAvailable };
}

/** What the app asks for with a window; a browser would be a mistake. */
const windowRequest = {
  scopes,
  prompt: 'select_account',
  openBrowser: async () => {
    throw new Error('the browser was opened');
  },
};

module.exports = { openApp, scopes, windowRequest };
