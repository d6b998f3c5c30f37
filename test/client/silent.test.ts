// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';
import { AuthError, InteractionRequiredAuthError } from '@azure/msal-node';
import type { SilentRequest } from 'entra-broker/client';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { rejection, rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { appAt, asked, parametersOf, type SigningIn } from './support/signing-in.js';

const SILENT = 'acquireTokenSilently';
const scopes = ['User.Read'];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.setScenario('default'));

async function accountOf({ app }: SigningIn, username: string): Promise<AccountInfo> {
  const [account] = await app.getAccounts({ username });
  if (account === undefined) throw new Error(`${username} is not there`);
  return account;
}

/** Grace, signed in with a code on another device, whom the broker does not know. */
async function byDeviceCode({ app }: SigningIn): Promise<AccountInfo> {
  const result = await app.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: () => undefined,
  });
  const account = result?.account;
  if (!account) throw new Error('no account');
  return account;
}

describe('an account of the broker’s', () => {
  it('A4.4 is asked of the broker, every time, with the account and the redirect URI', async () => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const before = asked(simulator).length;
    const first = await signingIn.app.acquireTokenSilent({ scopes, account });
    const second = await signingIn.app.acquireTokenSilent({ scopes, account });
    expect([first?.tokenSource, second?.tokenSource]).toEqual(['broker', 'broker']);
    expect(asked(simulator).slice(before)).toEqual([SILENT, SILENT]);
    expect(parametersOf(simulator, SILENT)).toMatchObject({
      account: { homeAccountId: ada.homeAccountId, localAccountId: ada.localAccountId },
      redirectUri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
    });
  });

  it('survives JSON, since apps store accounts', async () => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const stored = JSON.parse(JSON.stringify(account)) as AccountInfo;
    const result = await signingIn.app.acquireTokenSilent({ scopes, account: stored });
    expect(result?.account?.username).toBe(ada.username);
  });

  it.each([
    ['A4.12 the user is needed', 'mfa', 'interaction_required'],
    ['A4.12 no network', scenarioWith({ policies: [{ effect: 'no_network' }] }), 'no_network'],
    ['A4.7 unknown to the broker', 'no-accounts', 'account_unusable'],
  ] as const)('%s: null, or the reason', async (_name, scenario, code) => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    simulator.setScenario(scenario);
    expect(await signingIn.app.acquireTokenSilent({ scopes, account })).toBeNull();
    const call = signingIn.app.acquireTokenSilentWithError({ scopes, account });
    await rejectsWith(call, code);
    expect(signingIn.provider.requests).toEqual([]);
  });

  it('A4.11 force refresh: another token, by showing the broker the old one', async () => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const first = await signingIn.app.acquireTokenSilent({ scopes, account });
    const cached = await signingIn.app.acquireTokenSilent({ scopes, account });
    expect(cached?.accessToken).toBe(first?.accessToken);
    simulator.advanceTime(1_000);
    const before = asked(simulator).length;
    const fresh = await signingIn.app.acquireTokenSilent({ scopes, account, forceRefresh: true });
    expect(fresh?.accessToken).not.toBe(first?.accessToken);
    expect(asked(simulator).slice(before)).toEqual([SILENT, SILENT]);
    expect(parametersOf(simulator, SILENT)['accessTokenToRenew']).toBe(first?.accessToken);
  });

  it('A4.3 A4.16 a claims challenge reaches the broker, merged, and brings another token', async () => {
    await using signingIn = appAt(simulator, { auth: { clientCapabilities: ['cp1'] } });
    const account = await accountOf(signingIn, ada.username);
    const first = await signingIn.app.acquireTokenSilent({ scopes, account });
    simulator.advanceTime(1_000);
    const claims = '{"access_token":{"nbf":{"essential":true,"value":"1700000000"}}}';
    const before = asked(simulator).length;
    const next = await signingIn.app.acquireTokenSilent({
      scopes,
      account,
      claims,
      forceRefresh: true,
    });
    expect(next?.accessToken).not.toBe(first?.accessToken);
    expect(asked(simulator).slice(before)).toEqual([SILENT]);
    const sent = parametersOf(simulator, SILENT)['decodedClaims'] as string;
    expect(JSON.parse(sent)).toEqual({
      access_token: {
        nbf: { essential: true, value: '1700000000' },
        xms_cc: { values: ['cp1'] },
      },
    });
  });

  it('A4.8 with the broker off now, msal-node has nothing for it', async () => {
    await using before = appAt(simulator);
    const account = await accountOf(before, ada.username);
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    expect(await signingIn.app.acquireTokenSilent({ scopes, account })).toBeNull();
    const call = signingIn.app.acquireTokenSilentWithError({ scopes, account });
    await expect(call).rejects.toBeInstanceOf(AuthError);
  });
});

describe('an account of another source', () => {
  it('A4.6 A5.8 never goes to the broker: cache first, then the refresh token', async () => {
    await using signingIn = appAt(simulator);
    const account = await byDeviceCode(signingIn);
    const before = simulator.requests.length;
    const cached = await signingIn.app.acquireTokenSilent({ scopes, account });
    const renewed = await signingIn.app.acquireTokenSilent({ scopes, account, forceRefresh: true });
    expect([cached?.tokenSource, renewed?.tokenSource]).toEqual(['cache', 'identity_provider']);
    expect(simulator.requests.slice(before)).toEqual([]);
    expect(signingIn.provider.grants).toEqual(['device_code', 'refresh_token']);
  });

  it('A4.6 is known by an empty broker id too, as a store may write what is not there', async () => {
    await using signingIn = appAt(simulator);
    const account = { ...(await byDeviceCode(signingIn)), nativeAccountId: null } as never;
    const before = asked(simulator).length;
    const result = await signingIn.app.acquireTokenSilent({ scopes, account });
    expect(result).toMatchObject({ tokenSource: 'cache' });
    expect(asked(simulator).slice(before)).toEqual([]);
  });

  it('A4.6 its failure is msal-node’s, or null', async () => {
    await using signingIn = appAt(simulator);
    const account = await byDeviceCode(signingIn);
    signingIn.provider.refusal = {
      error: 'interaction_required',
      error_description: 'AADSTS50076',
    };
    const request = { scopes, account, forceRefresh: true };
    expect(await signingIn.app.acquireTokenSilent(request)).toBeNull();
    await expect(signingIn.app.acquireTokenSilentWithError(request)).rejects.toBeInstanceOf(
      InteractionRequiredAuthError,
    );
  });

  it('A4.9 gets no proof of possession', async () => {
    await using signingIn = appAt(simulator);
    const account = await byDeviceCode(signingIn);
    const authScheme = { httpMethod: 'GET', url: 'https://api.example/' };
    const request = { scopes, account, authScheme };
    await rejectsWith(signingIn.app.acquireTokenSilent(request), 'not_supported');
    await rejectsWith(signingIn.app.acquireTokenSilentWithError(request), 'not_supported');
  });
});

it.each([
  ['linux', 'authority_not_supported'],
  ['wsl', 'authority_not_supported'],
  ['win32', undefined],
  ['darwin', undefined],
] as const)('a personal account goes where it is served: on %s', async (platform, reason) => {
  await using signingIn = appAt(simulator, { platform });
  const tenantId = '9188040d-6c67-4c5b-b112-36a304b66dad';
  const decision = await signingIn.app.brokerDecision({ account: { tenantId } });
  expect(decision).toMatchObject(reason === undefined ? { state: 'on' } : { state: 'off', reason });
});

it('a personal account of the broker’s is msal-node’s on Linux, and the broker is not asked', async () => {
  await using signingIn = appAt(simulator);
  const account = {
    ...(await accountOf(signingIn, ada.username)),
    tenantId: '9188040d-6c67-4c5b-b112-36a304b66dad',
  };
  const before = asked(simulator).length;
  expect(await signingIn.app.acquireTokenSilent({ scopes, account })).toBeNull();
  expect(asked(simulator).slice(before)).toEqual([]);
});

it('A4.1 account null resolves to null without a call', async () => {
  await using signingIn = appAt(simulator);
  const before = simulator.requests.length;
  expect(await signingIn.app.acquireTokenSilent({ scopes, account: null })).toBeNull();
  expect(await signingIn.app.acquireTokenSilentWithError({ scopes, account: null })).toBeNull();
  expect(simulator.requests.slice(before)).toEqual([]);
});

describe('what the caller has to mend rejects, though null is asked for', () => {
  it('A2.9 a redirect URI that is not registered', async () => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const context = 'AADSTS50011: The redirect URI does not match';
    const then = { error: { status: 6, context } };
    simulator.setScenario(scenarioWith({ rules: [{ when: { method: SILENT }, then }] }));
    const call = signingIn.app.acquireTokenSilent({ scopes, account });
    await rejectsWith(call, 'redirect_uri_not_registered');
  });

  it.each([
    ['a parameter of the protocol', { extraParameters: { client_id: clientId } }],
    ['claims that are no JSON', { claims: 'acrs=c1' }],
    ['scopes with blanks', { scopes: ['', 'User.Read'] }],
  ] as const)('%s', async (_name, change) => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const request = { scopes, account, ...change } as unknown as SilentRequest;
    const before = asked(simulator).length;
    await rejectsWith(signingIn.app.acquireTokenSilent(request), 'invalid_request');
    expect(asked(simulator).slice(before)).toEqual([]);
  });

  it('force refresh with proof of possession, which brokers cannot do', async () => {
    await using signingIn = appAt(simulator);
    const account = await accountOf(signingIn, ada.username);
    const authScheme = { httpMethod: 'GET', url: 'https://api.example/' };
    const call = signingIn.app.acquireTokenSilent({
      scopes,
      account,
      authScheme,
      forceRefresh: true,
    });
    expect((await rejection(call)).message).toContain('forceRefresh');
  });
});

it('A4.5 an account that both know goes to the broker, once listed', async () => {
  simulator.setScenario('two-accounts');
  await using signingIn = appAt(simulator);
  await byDeviceCode(signingIn);
  const listed = await accountOf(signingIn, grace.username);
  const result = await signingIn.app.acquireTokenSilent({ scopes, account: listed });
  expect(result?.tokenSource).toBe('broker');
});
