// SPDX-License-Identifier: MIT
'use strict';

/**
 * One call of Microsoft's runtime in node.exe: its argument is a JSON file with the call, its output
 * one line of JSON with what came of it, each time if it is made several `times`. Starts with an empty cache, so that a run does not depend
 * on the one before.
 */
const { readFileSync, rmSync } = require('node:fs');
const { join } = require('node:path');

rmSync(join(process.env.LOCALAPPDATA, 'Microsoft', 'IdentityCache'), {
  recursive: true,
  force: true,
});
const { msalNodeRuntime: runtime } = require('@azure/msal-node-runtime');
const windows = require('../../../build-wine/programs/windows.node');

const call = JSON.parse(readFileSync(process.argv[2], 'utf8'));
const { clientId, correlationId } = call;
const defaultAuthority = 'https://login.microsoftonline.com/common';

function parameters() {
  const auth = new runtime.AuthParameters();
  auth.CreateAuthParameters(clientId, call.authority ?? defaultAuthority);
  auth.SetRedirectUri('http://localhost');
  auth.SetRequestedScopes('User.Read');
  if (call.claims !== undefined) auth.SetDecodedClaims(call.claims);
  if (call.renew !== undefined) auth.SetAccessTokenToRenew(call.renew);
  if (call.pop !== undefined) auth.SetPopParams(...call.pop);
  for (const [name, value] of Object.entries(call.extra ?? {})) {
    auth.SetAdditionalParameter(name, value);
  }
  return auth;
}

/** A window of our own, in eight bytes or four, or whatever number is asked for. */
function handle() {
  const { hwnd = 'real8' } = call;
  const own = typeof hwnd === 'number' ? undefined : windows.createWindow();
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(own ?? BigInt(hwnd));
  return { own, bytes: hwnd === 'real4' ? bytes.subarray(0, 4) : bytes };
}

function started(begin) {
  return new Promise((resolve) => begin(resolve));
}

const accountFields = [
  ...['accountId', 'homeAccountId', 'environment', 'realm', 'localAccountId', 'username'],
  ...['givenName', 'familyName', 'displayName', 'additionalFieldsJson', 'clientInfo'],
];
const resultFields = [
  ...['idToken', 'rawIdToken', 'accessToken', 'authorizationHeader', 'grantedScopes'],
  ...['expiresOn', 'isPopAuthorization'],
];

function pick(source, names) {
  return Object.fromEntries(names.map((name) => [name, source[name]]));
}

function plain(result) {
  const { account, accounts } = result;
  return {
    error: errorOf(result),
    ...pick(result, resultFields),
    ...(account ? { account: pick(account, accountFields) } : {}),
    ...(accounts ? { accounts: Array.from(accounts, (one) => pick(one, accountFields)) } : {}),
  };
}

function errorOf(result) {
  try {
    result.CheckError();
    return null;
  } catch (error) {
    return pick(error, ['errorCode', 'errorStatus', 'errorContext', 'errorTag']);
  }
}

function discover() {
  return started((done) => runtime.DiscoverAccountsAsync(clientId, correlationId, done));
}

/** Those that take an account get one that the runtime has discovered and read. */
async function accountOf() {
  const { accounts } = await discover();
  const id = call.accountId ?? accounts[0].accountId;
  return (await started((done) => runtime.ReadAccountByIdAsync(id, correlationId, done))).account;
}

const { own, bytes } = /nteractively|^signIn$/.test(call.api) ? handle() : {};
const hint = call.hint ?? '';

const apis = {
  discover: async () => {
    if (call.again === true) await discover();
    return discover();
  },
  signInSilently: () =>
    started((done) => runtime.SignInSilentlyAsync(parameters(), correlationId, done)),
  signIn: () =>
    started((done) => runtime.SignInAsync(bytes, parameters(), correlationId, hint, done)),
  signInInteractively: () =>
    started((done) =>
      runtime.SignInInteractivelyAsync(bytes, parameters(), correlationId, hint, done),
    ),
  acquireSilently: async () => {
    const account = await accountOf();
    return started((done) =>
      runtime.AcquireTokenSilentlyAsync(parameters(), correlationId, account, done),
    );
  },
  acquireInteractively: async () => {
    const account = await accountOf();
    return started((done) =>
      runtime.AcquireTokenInteractivelyAsync(bytes, parameters(), correlationId, account, done),
    );
  },
  signOut: async () => {
    const account = await accountOf();
    return started((done) => runtime.SignOutSilentlyAsync(clientId, correlationId, account, done));
  },
};

async function main() {
  // Without a logger that may see people's data, the texts of errors are replaced by "(pii)".
  runtime.RegisterLogger(() => {}, true);
  if (runtime.StartupError !== undefined) throw new Error('The runtime did not start');
  const results = [];
  for (let i = 0; i < (call.times ?? 1); ++i) results.push(plain(await apis[call.api]()));
  const line = JSON.stringify({ results, hwnd: own === undefined ? null : Number(own) });
  process.stdout.write(`${line}\n`, () => process.exit(0));
}

void main();
