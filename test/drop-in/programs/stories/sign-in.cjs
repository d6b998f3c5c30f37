// SPDX-License-Identifier: MIT
'use strict';
// With a window, without one, who is there, and out again.
const { openApp, scopes, windowRequest } = require('./app.cjs');

const seen = ({ account, ...result }) => ({
  username: account.username,
  tokenType: result.tokenType,
  scopes: result.scopes,
  fromPlatformBroker: result.fromPlatformBroker,
  tokenLives: result.expiresOn > new Date(),
  tenantOfIdToken: result.idTokenClaims.tid === account.tenantId,
});
const usernames = (accounts) => accounts.map(({ username }) => username);

module.exports = async function signIn(load, plugInPackage) {
  const { app, isBrokerAvailable } = await openApp(load, plugInPackage);
  const withWindow = await app.acquireTokenInteractive(windowRequest);
  const { account } = withWindow;
  const silently = await app.acquireTokenSilent({ scopes, account });
  const accounts = await app.getAllAccounts();
  await app.signOut({ account });
  return {
    isBrokerAvailable,
    withWindow: seen(withWindow),
    silently: seen(silently),
    accounts: usernames(accounts),
    afterSignOut: usernames(await app.getAllAccounts()),
  };
};
