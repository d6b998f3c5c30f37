// SPDX-License-Identifier: MIT
import type { AuthParameters, MsalNodeRuntime } from 'entra-broker/msal-node-runtime';
import {
  correlationId,
  failureOf,
  parameters,
  thrownBy,
  type Calls,
  type Parameters,
} from './support/calls.js';
import { simulated, tripleOf } from './support/simulated.js';

const desktop = simulated();

const zeros = '00000000-0000-0000-0000-000000000000';
const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';

async function tripleOfCall(call: (calls: Calls) => Promise<{ CheckError(): void }>) {
  return tripleOf(failureOf(await call(desktop.calls)));
}

const silent = (given: Parameters) => (calls: Calls) => calls.silent(given);
const signInSilently = (given: Parameters) => (calls: Calls) => calls.signInSilently(given);
const interactive = (given: Parameters) => (calls: Calls) => calls.interactive(given);
const signIn = (given: Parameters) => (calls: Calls) => calls.signIn(given);
const window = (given: Parameters) => (calls: Calls) => calls.signInInteractively(given);
const everyCall = [silent, signInSilently, interactive, signIn, window];

const noScopes = ['', '   '].map((scopes) => ({ scopes }));
const noRedirectUri = [{ redirectUri: '' }, { redirectUri: null }];
const badAuthorities = ['', 'nonsense', ' https://login.microsoftonline.com/common'];
const reqCnf = (key: object): string => Buffer.from(JSON.stringify(key)).toString('base64url');

describe('a call that is wrong has the triple of the original, before anything is sent', () => {
  let before = 0;
  beforeEach(async () => {
    await desktop.calls.discover();
    before = desktop.simulator.requests.length;
  });

  function sentForTokens(): readonly string[] {
    const methods = desktop.simulator.requests.slice(before).map(({ method }) => method);
    return methods.filter((method) => method !== 'getAccounts');
  }

  it.each([
    ...badAuthorities.flatMap((authority) => [
      { call: silent({ authority }), is: '6 0 4qxfb' },
      { call: signInSilently({ authority }), is: '6 0 4qxfb' },
      { call: interactive({ authority }), is: '6 0 4qvro' },
      { call: signIn({ authority }), is: '6 0 4qw8x' },
    ]),
    ...noScopes.flatMap((given) => [
      { call: silent(given), is: '6 0 4fr2c' },
      { call: interactive(given), is: '6 0 4fr2c' },
    ]),
    ...noRedirectUri.flatMap((given) => [
      { call: interactive(given), is: '6 0 9og4w' },
      { call: window(given), is: '6 0 9og4w' },
    ]),
    ...everyCall.map((call) => ({ call: call({ clientId: '' }), is: '6 0 9og4u' })),
    ...['nonsense', '[]', '5', ' '].flatMap((claims) =>
      everyCall.map((call) => ({ call: call({ claims }), is: '6 0 9sns0' })),
    ),
    ...['client_id', 'scope', 'prompt', 'domain_hint', 'nonce', 'mkt', 'itver', 'password'].map(
      (name) => ({ call: silent({ additional: [[name, 'x']] }), is: '6 0 9og4s' }),
    ),
    { call: silent({ additional: [['REQ_CNF', 'x']] }), is: '6 0 5fddd' },
    { call: silent({ additional: [['req_cnf', reqCnf({})]] }), is: '6 0 5epa8' },
    {
      call: silent({
        additional: [['req_cnf', reqCnf({ kid: 'k' })]],
        pop: ['GET', 'api.example', '/', ''],
      }),
      is: '6 0 4axo4',
    },
    { call: signInSilently({ additional: [['MSALRuntime_Password', 'x']] }), is: '6 0 9og41' },
    {
      call: signInSilently({
        additional: [
          ['MSALRuntime_Username', 'ada@contoso.example'],
          ['MSALRuntime_Password', ''],
        ],
      }),
      is: '6 0 9og42',
    },
    // Refused by this entry alone.
    ...everyCall.map((call) => ({ call: call({ clientId: 'no GUID' }), is: '6 0 9og4u' })),
    { call: silent({ redirectUri: 'nonsense' }), is: '6 0 -' },
    { call: silent({ pop: ['', '', '', ''] }), is: '6 0 -' },
    { call: silent({ pop: ['GET', 'two hosts', '/', ''] }), is: '6 0 -' },
    { call: silent({ additional: [['SCOPE', 'x']] }), is: '6 0 9og4s' },
  ])('case $#: $is', async ({ call, is }) => {
    expect(await tripleOfCall(call)).toBe(is);
    expect(sentForTokens()).toEqual([]);
  });

  it('discovery without a client id', async () => {
    expect(await tripleOfCall((calls) => calls.discover(''))).toBe('6 0 8x5vq');
  });

  it.each([
    'nobody',
    '',
    'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  ])('reading the unknown account %j; a home account id is none', async (accountId) => {
    expect(await tripleOfCall((calls) => calls.read(accountId))).toBe('16 0 5vt4a');
  });

  it.each(badAuthorities)('a window for the authority %j: the call itself throws', (authority) => {
    const { runtime } = desktop.calls;
    const made = parameters(runtime, { authority });
    const call = () =>
      runtime.SignInInteractivelyAsync(Buffer.alloc(8), made, correlationId, '', () => {});
    expect(thrownBy(call)).toMatchObject({ errorStatus: 6, errorTag: 507597903 });
  });
});

describe('what the original takes is made good for Broker', () => {
  it.each(['', 'no GUID', '11111111-2222-4333-8444'])('correlation id %j is zeros', async (id) => {
    const { calls, simulator } = desktop;
    const after = simulator.requests.length;
    await new Promise((resolve) => {
      calls.runtime.DiscoverAccountsAsync(clientId, id, resolve);
    });
    expect(simulator.requests[after]).toMatchObject({
      method: 'getAccounts',
      correlationId: zeros,
    });
  });

  it('a sign-in without scopes asks for none', async () => {
    expect(await tripleOfCall(signInSilently({ scopes: null }))).toBe('tokens');
    const [request] = desktop.simulator.requests.slice(-1);
    expect(request?.body).toMatchObject({ authParameters: { requestedScopes: [] } });
  });

  it.each([
    [
      'http://login.microsoftonline.com:8080/organizations/more',
      'https://login.microsoftonline.com/organizations',
    ],
    ['https://login.windows.net/common/', 'https://login.microsoftonline.com/common'],
  ])('authority %s', async (authority, sent) => {
    await desktop.calls.signInSilently({ authority });
    const [request] = desktop.simulator.requests.slice(-1);
    expect(request?.body).toMatchObject({ authParameters: { authority: sent } });
  });

  it.each([
    ['nothing', Buffer.alloc(0), 1],
    ['one byte', Buffer.alloc(1), 1],
    ['one byte that is not zero', Buffer.from([7]), 1],
    ['zeros', Buffer.alloc(8), 1],
    ['four bytes', Buffer.from([7, 0, 64, 0]), 0x400007],
    ['eight bytes', Buffer.from([7, 0, 64, 0, 0, 0, 0, 0]), 0x400007],
    ['three bytes, and no memory behind them', Buffer.from([7, 0, 64]), 0x400007],
    ['more than eight', Buffer.from([7, 0, 64, 0, 0, 0, 0, 0, 9]), 0x400007],
  ])('a window handle of %s', async (_what, handle, sent) => {
    const result = await desktop.calls.signInInteractively({}, '', handle);
    expect(failureOf(result)).toBeUndefined();
    const [request] = desktop.simulator.requests.slice(-1);
    expect(request?.body).toMatchObject({ parentWindowHandle: sent });
  });

  it('a window handle that is none of X11 is refused', async () => {
    const result = await desktop.calls.signInInteractively({}, '', Buffer.alloc(8, 255));
    expect(tripleOf(failureOf(result))).toBe('6 0 -');
  });

  it.each(['MSALRuntime_Password', 'MSALRuntime_Username', 'MSALRuntime_Other', ''])(
    'parameter %j is sent by no call that it is not for',
    async (name) => {
      const secret = 'invented-secret';
      await desktop.calls.silent({
        additional: [
          [name, secret],
          ['instance_aware', 'true'],
        ],
      });
      const [request] = desktop.simulator.requests.slice(-1);
      expect(JSON.stringify(request?.body)).not.toContain(secret);
      expect(JSON.stringify(request?.body)).toContain('instance_aware');
    },
  );

  it('a sign-in without a redirect URI misses it only when it comes to the window', async () => {
    const signedIn = await desktop.calls.signIn({ redirectUri: null });
    expect(failureOf(signedIn)).toBeUndefined();
    const other = await desktop.calls.signIn({ redirectUri: null }, 'grace@fabrikam.example');
    expect(tripleOf(failureOf(other))).toBe('6 0 9og4w');
  });
});

describe('arguments of a wrong type throw at once, as in the original', () => {
  const none = () => {};
  const made = () => parameters(desktop.calls.runtime);
  /** A function of the runtime, called as JavaScript lets one call it. */
  const call = (name: keyof MsalNodeRuntime, ...args: unknown[]): unknown =>
    (desktop.calls.runtime[name] as (...given: unknown[]) => unknown)(...args);
  const callMade = (name: keyof AuthParameters, ...args: unknown[]): unknown => {
    const untyped = made() as unknown as Record<string, (...given: unknown[]) => unknown>;
    return untyped[name]?.(...args);
  };
  const window = Buffer.alloc(8);

  it.each<[what: string, call: () => unknown]>([
    ['no callback', () => call('DiscoverAccountsAsync', clientId, correlationId)],
    ['foreign parameters', () => call('SignInSilentlyAsync', {}, correlationId, none)],
    ['a callback that is none', () => call('SignInSilentlyAsync', made(), correlationId, {})],
    ['no account', () => call('AcquireTokenSilentlyAsync', made(), correlationId, null, none)],
    ['a foreign account', () => call('SignOutSilentlyAsync', clientId, correlationId, {}, none)],
    ['a number as window', () => call('SignInAsync', 5, made(), correlationId, '', none)],
    ['no window', () => call('SignInAsync', undefined, made(), correlationId, '', none)],
    ['no logger', () => call('RegisterLogger', null, true)],
  ])('%s: Error', (_what, wrong) => {
    expect(wrong).toThrow(new Error('Invalid argument'));
  });

  it.each<[what: string, call: () => unknown]>([
    ['a number as client', () => call('DiscoverAccountsAsync', 5, correlationId, none)],
    ['no correlation id', () => call('DiscoverAccountsAsync', clientId, undefined, none)],
    ['a number as account', () => call('ReadAccountByIdAsync', 5, correlationId, none)],
    ['no hint', () => call('SignInAsync', window, made(), correlationId, undefined, none)],
    ['no authority', () => callMade('CreateAuthParameters', clientId)],
    ['no nonce', () => callMade('SetPopParams', 'GET', 'h', '/')],
  ])('%s: TypeError', (_what, wrong) => {
    expect(wrong).toThrow(new TypeError('A string was expected'));
  });

  it('a flag that is none: TypeError', () => {
    const wrong = () => call('RegisterLogger', none, 'yes');
    expect(wrong).toThrow(new TypeError('A boolean was expected'));
  });

  it('parameters that nobody created: what CheckError throws', () => {
    const { runtime } = desktop.calls;
    const made = new runtime.AuthParameters();
    const failure = { errorStatus: 6, errorCode: 0, errorTag: 540656075 };
    expect(thrownBy(() => made.SetRedirectUri('x'))).toMatchObject(failure);
    const call = () => runtime.SignInSilentlyAsync(made, correlationId, none);
    expect(thrownBy(call)).toMatchObject(failure);
  });
});
