// SPDX-License-Identifier: MIT
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { AuthenticationResult, LogLevel } from '@azure/msal-node';
import type { NativeBrokerPlugin } from 'entra-broker/msal-node';
import { ada, authority, clientId, grace } from '../../support/requests.js';
import { newest } from '../versions.js';
import { OriginalPlugin } from './original-plugin.js';

// What Microsoft's plug-in does where ours does better; what ours does is in the tests beside.

type Request = Parameters<NativeBrokerPlugin['acquireTokenSilent']>[0];

let original: OriginalPlugin;

beforeAll(() => {
  original = new OriginalPlugin();
}, 60_000);

beforeEach(() => {
  const { calls, state } = original.runtime;
  calls.length = 0;
  state.result = tokensOf(ada);
  state.thrown = undefined;
});

afterAll(() => original[Symbol.dispose]());

function tokensOf(account: typeof ada, fields: object = {}): object {
  return original.runtime.checked({
    account: { ...account, accountId: account.localAccountId, displayName: account.name },
    idToken: JSON.stringify({ oid: account.localAccountId, tid: account.realm }),
    rawIdToken: 'a.b.c',
    accessToken: 'a-token',
    grantedScopes: 'User.Read',
    expiresOn: 1_800_000_000,
    telemetryData: '{}',
    ...fields,
  });
}

function requestWith(fields: Readonly<Record<string, unknown>> = {}): Request {
  return {
    clientId,
    authority,
    correlationId: '0d2c6c1e-4f5b-4f7e-9d3e-8a4b1c7f2e90',
    redirectUri: '',
    scopes: ['User.Read'],
    accountId: ada.localAccountId,
    ...fields,
  };
}

function silently(fields: Readonly<Record<string, unknown>> = {}): Promise<AuthenticationResult> {
  return original.plugin.acquireTokenSilent(requestWith(fields));
}

/** Names of the runtime's functions that were called. */
function called(): readonly unknown[] {
  return original.runtime.calls.map(([name]) => name);
}

/** Everything that was set in the parameters of the latest call. */
function parameters(): string {
  const [, ...rest] = original.runtime.calls.at(-1) ?? [];
  return JSON.stringify(rest);
}

/** A runtime's error with that status. */
function runtimeError(errorStatus: number): Error {
  const facts = { errorCode: 1, errorStatus, errorContext: 'words', errorTag: 557_973_642 };
  return Object.assign(new Error('words'), facts);
}

function failing(error: Error): object {
  return {
    CheckError: () => {
      throw error;
    },
  };
}

/** Whether a promise still waits when everything that could settle it has had its turn. */
async function isPending(call: Promise<unknown>): Promise<boolean> {
  const settled = call.then(
    () => false,
    () => false,
  );
  for (let turn = 0; turn < 20; turn += 1) await nextTurn();
  return Promise.race([settled, nextTurn(true)]);
}

it('fails with classes of its own', async () => {
  original.runtime.state.result = failing(runtimeError(2));
  const error: unknown = await silently().catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    name: 'InteractionRequiredAuthError',
    errorCode: 'interaction_required',
    platformBrokerError: { name: 'PlatformBrokerError', statusCode: 1, tag: '7q6ck' },
  });
  expect(error).not.toBeInstanceOf(newest.InteractionRequiredAuthError);
  expect(error).not.toBeInstanceOf(newest.AuthError);
});

describe('waits for ever', () => {
  it.each([
    ['an ID token that is none', { idToken: 'not JSON' }],
    ['no ID token', { idToken: undefined }],
    ['no scopes', { grantedScopes: undefined }],
  ])('for a result with %s', async (_what, fields) => {
    original.runtime.state.result = tokensOf(ada, fields);
    expect(await isPending(silently())).toBe(true);
  });

  it('after UserSwitched, thrown at once', async () => {
    original.runtime.state.thrown = runtimeError(12);
    expect(await isPending(silently({ accountId: '' }))).toBe(true);
  });
});

it('gives the default account’s token for an account without a broker id', async () => {
  await silently({ accountId: undefined, account: { username: grace.username } });
  expect(called()).toEqual(['SignInSilently']);
  expect(parameters()).not.toContain(grace.username);
});

it('hands on a token of another user than the one asked for', async () => {
  original.runtime.state.result = tokensOf(grace);
  const result = await silently();
  expect(result.account?.homeAccountId).toBe(grace.homeAccountId);
});

it.each([
  ['forceRefresh', { forceRefresh: true }],
  ['extraScopesToConsent', { extraScopesToConsent: ['Mail.Send'] }],
  ['domainHint', { domainHint: 'contoso.example' }],
  ['maxAge', { maxAge: 0 }],
  [
    'shrClaims',
    {
      shrClaims: '{"device":"d1"}',
      authenticationScheme: 'pop',
      resourceRequestMethod: 'GET',
      resourceRequestUri: 'https://api.example/',
    },
  ],
])('drops %s', async (field, fields) => {
  const rest = Object.fromEntries(Object.entries(fields).filter(([name]) => name !== field));
  await silently(fields);
  const withField = parameters();
  await silently(rest);
  expect(withField).toBe(parameters());
  expect(original.runtime.calls).toHaveLength(4);
});

it('asks for proof of possession without a method with an error that is none of msal’s', async () => {
  const error: unknown = await silently({ authenticationScheme: 'pop' }).catch(
    (reason: unknown) => reason,
  );
  expect(error).toMatchObject({ name: 'Error' });
  expect(error).not.toHaveProperty('errorCode');
});

it('hands a window handle that is no Buffer to native code', async () => {
  const handle = 513 as unknown as Buffer;
  await original.plugin.acquireTokenInteractive(requestWith({ accountId: '' }), handle);
  expect(original.runtime.calls.at(-1)?.slice(0, 2)).toEqual(['SignIn', 513]);
});

it('asks the broker for tokens of Azure AD B2C', async () => {
  await silently({ authority: 'https://contoso.b2clogin.com/contoso.example/B2C_1_sign_in' });
  expect(parameters()).toContain('b2clogin.com');
});

it('keeps http://localhost, which msal-node 2 sends where the app gives no redirect URI', async () => {
  await silently({ redirectUri: 'http://localhost' });
  expect(parameters()).toContain('http://localhost');
});

it('changes the request', async () => {
  const request = requestWith();
  await original.plugin.acquireTokenSilent(request);
  expect(request.redirectUri).not.toBe('');
});

it('asks with a prompt of its own choice where consent was asked for', async () => {
  await original.plugin.acquireTokenInteractive(requestWith({ prompt: 'consent' }));
  expect(called()).toEqual(['ReadAccountById', 'AcquireTokenInteractively']);
  expect(parameters()).not.toContain('consent');
});

it('gives its logger to the runtime, which has one for all plug-ins, and keeps it', () => {
  const lines: string[] = [];
  const loggerOptions = { loggerCallback: (_level: LogLevel, line: string) => lines.push(line) };
  original.plugin.setLogger(loggerOptions);
  const [name, write] = original.runtime.calls.at(-1) ?? [];
  expect(name).toBe('RegisterLogger');
  // As the runtime calls it: a line, a level, whether it names users.
  (write as (line: string, level: number, containsPii: boolean) => void)('a line', 3, false);
  expect(lines.join()).toMatch(/^\[[^\]]+\] : \[\] : .*a line$/);
});

it('knows no signal', async () => {
  const result = await silently({ signal: AbortSignal.abort(), timeoutMs: 1 });
  expect(result.accessToken).toBe('a-token');
});

it('does not tell why there is no broker', () => {
  expect(original.plugin).not.toHaveProperty('status');
});
