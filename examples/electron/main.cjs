// SPDX-License-Identifier: MIT
// The main process of an Electron app that signs its user in through the operating system's broker.
// Tokens stay in this process: a page asks it for data, never for a token.
//
//   CLIENT_ID=<your app's id> npx electron examples/electron/main.cjs
'use strict';
const { PublicClientApplication } = require('@azure/msal-node');
const { app, BrowserWindow, shell } = require('electron');
const { NativeBrokerPlugin } = require('entra-broker/msal-node');

async function signIn(window) {
  // Whoever closes the app's window does not want the broker's either.
  const abort = new AbortController();
  window.once('closed', () => abort.abort());
  const client = new PublicClientApplication({
    auth: {
      // Invented. A real app uses the client id of its own registration.
      clientId: process.env.CLIENT_ID ?? '5c1e9f0a-7d24-4c8b-9a63-2f0d8e4b7a11',
      authority: 'https://login.microsoftonline.com/organizations',
    },
    broker: { nativeBrokerPlugin: await NativeBrokerPlugin.create() },
  });
  return client.acquireTokenInteractive({
    scopes: ['User.Read'],
    prompt: 'select_account',
    // The broker puts its window on top of this one.
    windowHandle: window.getNativeWindowHandle(),
    signal: abort.signal,
    // Where there is no broker, msal-node signs in with the browser.
    openBrowser: (url) => shell.openExternal(url),
  });
}

app.whenReady().then(async () => {
  const window = new BrowserWindow({ title: 'Signing in' });
  const signingIn = signIn(window);
  // Electron would quit at once, before the broker hears that its window is to go.
  app.once('window-all-closed', () => signingIn.catch(() => {}).then(() => app.quit()));
  try {
    const { account } = await signingIn;
    window.setTitle(`Signed in as ${account.username}`);
  } catch (error) {
    if (!window.isDestroyed()) window.setTitle(`Not signed in: ${error.errorCode ?? error.name}`);
  }
});
