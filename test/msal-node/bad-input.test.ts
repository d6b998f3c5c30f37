// SPDX-License-Identifier: MIT
import { inspect } from 'node:util';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import type { NativeBrokerPlugin } from 'entra-broker/msal-node';
import { ada, authority, clientId, grace } from '../support/requests.js';
import { failure, Stage } from './stage.js';
import { newest } from './versions.js';

type Request = Parameters<NativeBrokerPlugin['acquireTokenSilent']>[0] &
  Parameters<NativeBrokerPlugin['signOut']>[0];

const calls = ['acquireTokenSilent', 'acquireTokenInteractive', 'signOut'] as const;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

/** A request about Ada's account, with fields that its type forbids. */
function requestWith(fields: Readonly<Record<string, unknown>> = {}): Request {
  const accountId = ada.localAccountId;
  const known = { clientId, authority, correlationId: '', redirectUri: '', scopes: ['User.Read'] };
  return { ...known, accountId, ...fields };
}

describe.each(calls)('%s', (name) => {
  it.each([[undefined], [null], [5], ['text'], [[]]])('refuses the request %p', async (given) => {
    await using stage = new Stage(simulator);
    const error = await failure(stage.plugin[name](given as unknown as Request));
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.message).toBe(`invalid_request: ${name}: the request must be an object`);
    expect(stage.methods).toEqual([]);
  });

  it.each<[string, object]>([
    ['field', Object.defineProperty(requestWith(), 'correlationId', { get: thrower })],
    ['Proxy', new Proxy({}, { get: thrower, ownKeys: thrower })],
  ])(
    'fails in the classes of the app where a %s throws, and repeats no word',
    async (_w, given) => {
      await using stage = new Stage(simulator);
      const error = await failure(stage.plugin[name](given as Request));
      expect(error).toBeInstanceOf(newest.ClientAuthError);
      expect(inspect(error, { depth: 9, showHidden: true })).not.toContain('a-secret');
    },
  );
});

function thrower(): never {
  throw new Error('a-secret');
}

it('what the caller changes while a call runs changes nothing of it', async () => {
  await using stage = new Stage(simulator);
  const request: { forceRefresh?: boolean } & Request = requestWith();
  const call = stage.plugin.acquireTokenSilent(request);
  request.forceRefresh = true;
  await call;
  expect(stage.tokenParameters).toHaveLength(1);
});

it.each([[grace.username], [5], [[]], [{}], [{ username: grace.username }]])(
  'the account %p is refused, and not taken for nobody or anybody',
  async (account) => {
    await using stage = new Stage(simulator);
    for (const prompt of ['none', 'login', undefined]) {
      const request = requestWith({ accountId: undefined, account, prompt });
      const error = await failure(stage.plugin.acquireTokenInteractive(request));
      expect(error).toBeInstanceOf(newest.ClientConfigurationError);
      expect(error.message).toContain('account must be an AccountInfo');
    }
    expect(stage.methods).toEqual([]);
  },
);

it.each(['extraParameters', 'extraQueryParameters', 'tokenQueryParameters'])(
  '%s that are no plain object are refused by name',
  async (field) => {
    await using stage = new Stage(simulator);
    for (const wrong of [new Map([['a', 'b']]), new URLSearchParams('a=b'), 'a=b', ['a'], 5]) {
      const request = requestWith({ [field]: wrong });
      const error = await failure(stage.plugin.acquireTokenSilent(request));
      expect(error).toBeInstanceOf(newest.ClientConfigurationError);
      expect(error.message).toContain(`${field} must be an object of strings`);
    }
    expect(stage.tokenParameters).toEqual([]);
  },
);

it.each([[[null]], [[Symbol('x')]], [['User.Read', 5]], ['User.Read'], [[]]])(
  'the scopes %p are refused',
  async (scopes) => {
    await using stage = new Stage(simulator);
    const error = await failure(stage.plugin.acquireTokenSilent(requestWith({ scopes })));
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.message).toContain('scopes');
    expect(stage.tokenParameters).toEqual([]);
  },
);

it('null is a field left out, as JavaScript callers write it', async () => {
  await using stage = new Stage(simulator);
  const fields = [
    'claims',
    'redirectUri',
    'loginHint',
    'prompt',
    'domainHint',
    'resource',
    'state',
  ];
  const more = ['authenticationScheme', 'shrClaims', 'extraScopesToConsent', 'maxAge', 'account'];
  const parameters = ['extraParameters', 'extraQueryParameters', 'embeddedClientId', 'accountId'];
  const nulls = [...fields, ...more, ...parameters].map((name) => [name, null] as const);
  const request = requestWith(Object.fromEntries(nulls));
  const result = await stage.plugin.acquireTokenInteractive(request);
  expect(result.account?.username).toBe(ada.username);
});

it('an account that the broker does not know is an error in the words of msal’s API', async () => {
  await using stage = new Stage(simulator);
  const request = requestWith({ accountId: grace.localAccountId });
  for (const name of calls) {
    const error = await failure(stage.plugin[name](request));
    expect(error.errorCode).toBe('no_account_found');
    expect(error.message).toContain(`${name}: the broker does not know the account`);
    expect(error.message).toContain('getAllAccounts()');
  }
});
