// SPDX-License-Identifier: MIT
'use strict';
const { BrokerError, CONSOLE_WINDOW_HANDLE, inspectBroker, openBroker } = require('entra-broker');

async function main() {
  const fromModule = await import('entra-broker');
  const availability = await inspectBroker();
  const broker = await openBroker();
  const result = await broker.signIn({
    clientId: '11111111-2222-4333-8444-555555555555',
    authority: 'https://login.microsoftonline.com/common',
    scopes: ['User.Read'],
    redirectUri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
    parentWindowHandle: CONSOLE_WINDOW_HANDLE,
  });
  await broker.close();
  console.log(
    JSON.stringify({
      available: availability.available,
      channel: broker.channel,
      tokenSource: result.tokenSource,
      signedIn: result.account.username.includes('@') && result.accessToken.length > 0,
      oneErrorClass: fromModule.BrokerError === BrokerError,
    }),
  );
}

void main();
