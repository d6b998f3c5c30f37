// SPDX-License-Identifier: MIT
'use strict';

/**
 * Lets a test drive Microsoft's runtime, or the module named by the first argument that stands in for it, which can end its process and blocks its thread: one JSON
 * command per line on stdin, one JSON answer per line on stdout, nothing else there. Commands and
 * answers: protocol.ts. Ends when stdin does.
 */
const { createInterface } = require('node:readline');
const { msalNodeRuntime: runtime } = require(process.argv[2] ?? '@azure/msal-node-runtime');

/** Native account objects by home account id: the runtime takes no others back. */
const accounts = new Map();
const running = new Map();

const startCall = {
  DiscoverAccounts: ({ clientId, correlationId }, done) =>
    runtime.DiscoverAccountsAsync(clientId, correlationId, done),
  ReadAccountById: ({ accountId, correlationId }, done) =>
    runtime.ReadAccountByIdAsync(accountId, correlationId, done),
  AcquireTokenSilently: (call, done) =>
    runtime.AcquireTokenSilentlyAsync(
      parametersOf(call),
      call.correlationId,
      accountOf(call),
      done,
    ),
  AcquireTokenInteractively: (call, done) =>
    runtime.AcquireTokenInteractivelyAsync(
      windowOf(call),
      parametersOf(call),
      call.correlationId,
      accountOf(call),
      done,
    ),
  SignIn: (call, done) =>
    runtime.SignInAsync(
      windowOf(call),
      parametersOf(call),
      call.correlationId,
      call.accountHint ?? '',
      done,
    ),
  SignInSilently: (call, done) =>
    runtime.SignInSilentlyAsync(parametersOf(call), call.correlationId, done),
  SignInInteractively: (call, done) =>
    runtime.SignInInteractivelyAsync(
      windowOf(call),
      parametersOf(call),
      call.correlationId,
      call.accountHint ?? '',
      done,
    ),
  SignOutSilently: (call, done) =>
    runtime.SignOutSilentlyAsync(call.clientId, call.correlationId, accountOf(call), done),
};

function parametersOf(call) {
  const parameters = new runtime.AuthParameters();
  parameters.CreateAuthParameters(call.clientId, call.authority);
  if (call.redirectUri !== undefined) parameters.SetRedirectUri(call.redirectUri);
  parameters.SetRequestedScopes(call.scopes);
  if (call.claims !== undefined) parameters.SetDecodedClaims(call.claims);
  if (call.accessTokenToRenew !== undefined) {
    parameters.SetAccessTokenToRenew(call.accessTokenToRenew);
  }
  if (call.pop !== undefined) parameters.SetPopParams(...call.pop);
  for (const [name, value] of Object.entries(call.parameters ?? {})) {
    parameters.SetAdditionalParameter(name, value);
  }
  return parameters;
}

/** Eight bytes: of a shorter buffer the runtime reads what lies behind it. */
function windowOf({ windowHandle = 0 }) {
  const bytes = Buffer.alloc(8);
  bytes.writeBigUInt64LE(BigInt(windowHandle));
  return bytes;
}

function accountOf({ homeAccountId }) {
  const account = accounts.get(homeAccountId);
  if (account === undefined) throw new Error('The runtime has not answered that account yet');
  return account;
}

const accountFields = [
  ...['accountId', 'homeAccountId', 'environment', 'realm', 'localAccountId', 'username'],
  ...['givenName', 'familyName', 'middleName', 'displayName', 'homeEnvironment', 'clientInfo'],
];
const resultFields = [
  ...['rawIdToken', 'accessToken', 'authorizationHeader', 'grantedScopes', 'expiresOn'],
  ...['isPopAuthorization', 'telemetryData'],
];

function pick(source, names) {
  return Object.fromEntries(names.map((name) => [name, source[name]]));
}

function plainAccount(account) {
  accounts.set(account.homeAccountId, account);
  return pick(account, accountFields);
}

function plainResult(result) {
  return {
    ...pick(result, resultFields),
    ...(result.account ? { account: plainAccount(result.account) } : {}),
    ...(result.accounts ? { accounts: Array.from(result.accounts, plainAccount) } : {}),
  };
}

function plainError(error) {
  const { errorStatus, errorCode, errorTag, errorContext } = error;
  if (errorStatus === undefined) return { thrown: String(error) };
  return { error: { errorStatus, errorCode, errorTag, errorContext } };
}

function answer(id, outcome) {
  process.stdout.write(`${JSON.stringify({ id, ...outcome })}\n`);
}

function perform(command) {
  const { id } = command;
  if (command.cancel !== undefined) {
    running.get(command.cancel)?.CancelAsyncOperation();
    return;
  }
  try {
    const handle = startCall[command.api](command, (result) => {
      running.delete(id);
      try {
        result.CheckError();
        answer(id, { result: plainResult(result) });
      } catch (error) {
        answer(id, plainError(error));
      }
    });
    running.set(id, handle);
  } catch (error) {
    answer(id, plainError(error));
  }
}

answer('start', runtime.StartupError === undefined ? {} : plainError(runtime.StartupError));
createInterface({ input: process.stdin })
  .on('line', (line) => perform(JSON.parse(line)))
  .on('close', () => process.exit(0));
