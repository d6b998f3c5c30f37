// SPDX-License-Identifier: MIT
// An app that signs a user in, asks for tokens again, starts anew and signs the user out. Its
// argument says by which package and with which configuration; what it saw goes to descriptor 3.
'use strict';
const { AuthError, PublicClientApplication: MsalNode } = require('@azure/msal-node');
const { PublicClientApplication } = require('entra-broker/client');
const { report } = require('../../support/child.cjs');

const { entry, configuration } = JSON.parse(process.argv[2]);
const scopes = ['User.Read'];
// The provider gives refresh tokens where the user is asked for them.
const request = { scopes, prompt: 'consent', openBrowser };

let stored = '';
const cachePlugin = {
  beforeCacheAccess: async ({ tokenCache }) => tokenCache.deserialize(stored),
  afterCacheAccess: async ({ tokenCache, cacheHasChanged }) => {
    if (cacheHasChanged) stored = tokenCache.serialize();
  },
};

async function walk() {
  const warnings = [];
  const app = await openApp(warnings);
  const decision = await app.decision();
  const first = await app.interactive();
  const [account] = await app.accounts();
  const again = await app.silent({ scopes, account });
  const renewed = await app.silent({ scopes, account, forceRefresh: true });
  const refused = await app.interactive().then(seen, errorSeen);

  const later = await openApp([]);
  const accounts = await later.accounts();
  const fromStore = await later.silent({ scopes, account: accounts[0] });
  await later.signOut(accounts[0]);
  return {
    decision,
    warnings: warnings.filter((line) => line.includes('broker')),
    first: seen(first),
    again: { ...seen(again), sameToken: again.accessToken === first.accessToken },
    renewed: { ...seen(renewed), sameToken: renewed.accessToken === first.accessToken },
    refused,
    later: { ...seen(fromStore), accounts: accounts.map(({ username }) => username) },
    signedOut: {
      accounts: (await later.accounts()).length,
      silent: await later.silent({ scopes, account }).then(seen, errorSeen),
      stored: Object.keys(JSON.parse(stored).RefreshToken),
    },
  };
}

void walk().then(report);

async function openApp(warnings) {
  const given = { ...configuration, cache: { cachePlugin } };
  const loggerCallback = (_level, line) => warnings.push(line);
  given.system = { ...given.system, loggerOptions: { logLevel: 1, loggerCallback } };
  return entry === 'client' ? openClient(given) : openMsalNode(given);
}

function openMsalNode(given) {
  const msal = new MsalNode(given);
  return {
    decision: async () => undefined,
    interactive: () => msal.acquireTokenInteractive({ ...request }),
    silent: (silently) => msal.acquireTokenSilent(silently),
    accounts: () => msal.getAllAccounts(),
    signOut: (who) => msal.signOut({ account: who }),
  };
}

async function openClient(given) {
  const client = await PublicClientApplication.create(given);
  const parentWindowHandle = PublicClientApplication.CONSOLE_WINDOW_HANDLE;
  return {
    decision: () => client.brokerDecision(),
    interactive: () => client.acquireTokenInteractive({ ...request, parentWindowHandle }),
    silent: (silently) => client.acquireTokenSilentWithError(silently),
    accounts: () => client.getAccounts(),
    signOut: (who) => client.removeAccount(who),
  };
}

/** Leaves the page to the person of the test. */
async function openBrowser(address) {
  await fetch(process.env.DOOR, { method: 'POST', body: address });
}

function seen(result) {
  if (result === null) return null;
  const { account: who, fromCache, fromPlatformBroker, tokenSource, scopes: granted } = result;
  return { username: who.username, fromCache, fromPlatformBroker, tokenSource, granted };
}

function errorSeen(error) {
  return {
    isMsals: error instanceof AuthError,
    name: error.name,
    code: error.errorCode ?? error.code,
  };
}
