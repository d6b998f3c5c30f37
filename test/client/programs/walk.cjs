// SPDX-License-Identifier: MIT
'use strict';

/** Signs a user in, and tells which way it went; a browser is not opened but noted. */
exports.signIn = async function signIn(client, { AuthError }, configuration) {
  const { PublicClientApplication, BrokerError } = client;
  const warnings = [];
  const loggerCallback = (level, line) => {
    if (level <= 1) warnings.push(line);
  };
  const shown = [];
  try {
    const app = await PublicClientApplication.create({
      ...configuration,
      system: { loggerOptions: { loggerCallback } },
    });
    const decision = await app.brokerDecision();
    const result = await app
      .acquireTokenInteractive({
        scopes: ['User.Read'],
        parentWindowHandle: PublicClientApplication.CONSOLE_WINDOW_HANDLE,
        onBeforeUserInterface: ({ ui }) => shown.push(ui),
        openBrowser: async (url) => {
          throw new Error(new URL(url).host);
        },
      })
      .catch((error) => error);
    const silent = await app
      .acquireTokenSilentWithError({ scopes: ['User.Read'], account: stranger })
      .catch((error) => error instanceof AuthError);
    return { decision, ...outcomeOf(result, BrokerError), shown, warnings, isMsals: silent };
  } catch (error) {
    return { thrown: true, ...outcomeOf(error, BrokerError), warnings };
  }
};

/** Whom msal-node does not know, which it says by an error of its own. */
const stranger = {
  homeAccountId: 'nobody.nowhere',
  environment: 'login.microsoftonline.com',
  tenantId: 'nowhere',
  username: 'nobody@contoso.example',
  localAccountId: 'nobody',
};

function outcomeOf(result, BrokerError) {
  if (!(result instanceof Error)) {
    return { outcome: result.tokenSource, username: result.account.username };
  }
  const { code, message, hint } = result;
  if (result instanceof BrokerError) return { outcome: code, message, hint };
  return { outcome: result.name, message };
}
