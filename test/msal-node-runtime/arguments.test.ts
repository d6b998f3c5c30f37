// SPDX-License-Identifier: MIT
import type { DiscoverAccountsResult } from 'entra-broker/msal-node-runtime';
import {
  correlationId,
  failureOf,
  parameters,
  resultOf,
  thrownBy,
  type Calls,
  type Parameters,
} from './support/calls.js';
import { simulated, tripleOf } from './support/simulated.js';

const desktop = simulated();

const usualForm = 'a1b2c3d4-2222-4333-8444-55555555555f';
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
    ...['nonsense', '[]', '5', ' ', '{}'].flatMap((claims) =>
      everyCall.map((call) => ({ call: call({ claims }), is: '6 0 9sns0' })),
    ),
    ...['client_id', 'scope', 'prompt', 'domain_hint', 'nonce', 'mkt', 'itver', 'password'].map(
      (name) => ({ call: silent({ additional: [[name, 'x']] }), is: '6 0 9og4s' }),
    ),
    ...everyCall.map((call) => ({ call: call({ scopes: 'Kalénder.Read' }), is: '6 0 9og4r' })),
    { call: silent({ additional: [['REQ_CNF', 'x']] }), is: '6 0 5fddd' },
    // In the order of the names, not in that of the calls.
    {
      call: silent({
        additional: [
          ['scope', 'x'],
          ['req_cnf', 'x'],
        ],
      }),
      is: '6 0 5epa8',
    },
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

  it.each([signInSilently, signIn])(
    'a sign-in of personal accounts: nothing at all',
    async (call) => {
      const authority = 'https://login.microsoftonline.com/consumers';
      expect(await tripleOfCall(call({ authority }))).toBe('2 0 52trf');
      expect(desktop.simulator.requests.slice(before)).toEqual([]);
    },
  );

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

  it.each([
    usualForm.toUpperCase(),
    `{${usualForm}}`,
    ` ${usualForm}\n`,
    ` {${usualForm.toUpperCase()}} `,
  ])('correlation id %j is sent in its usual form', async (id) => {
    const { calls, simulator } = desktop;
    const after = simulator.requests.length;
    const result = await resultOf<DiscoverAccountsResult>((done) =>
      calls.runtime.DiscoverAccountsAsync(clientId, id, done),
    );
    expect(simulator.requests[after]).toMatchObject({ correlationId: usualForm });
    expect(JSON.parse(result.telemetryData)).toMatchObject({ correlation_id: usualForm });
  });

  it('an account id in capitals', async () => {
    const { accounts } = await desktop.calls.discover();
    const found = await desktop.calls.read(accounts[0]?.accountId.toUpperCase() ?? '');
    expect(found.account.username).toBe('ada@contoso.example');
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
    ['two bytes at a time', new Uint16Array([7, 64, 0, 0]) as unknown as Buffer, 0x400007],
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
