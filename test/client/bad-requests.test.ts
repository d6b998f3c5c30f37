// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { isGuid, rejection } from '../support/broker-errors.js';
import { ada } from '../support/requests.js';
import { appAt, console_, type SigningIn } from './support/signing-in.js';

const scopes = ['User.Read'];

describe('a wrong request', () => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator();
  });
  afterAll(() => simulator.stop());

  const account: AccountInfo = {
    homeAccountId: ada.homeAccountId,
    environment: ada.environment,
    tenantId: ada.realm,
    username: ada.username,
    localAccountId: ada.localAccountId,
    nativeAccountId: ada.localAccountId,
  };
  const foreign = { ...account, idTokenClaims: { aud: '11111111-2222-4333-8444-555555555555' } };
  const window = { scopes, parentWindowHandle: console_ };

  type Method =
    | 'acquireTokenInteractive'
    | 'acquireTokenSilent'
    | 'acquireTokenSilentWithError'
    | 'acquireTokenByUsernamePassword'
    | 'acquireTokenByDeviceCode'
    | 'getAccounts'
    | 'removeAccount'
    | 'brokerDecision';

  const call = ({ app }: SigningIn, method: Method, ...given: unknown[]): Promise<unknown> =>
    (app as unknown as Record<Method, (...given: unknown[]) => Promise<unknown>>)[method](...given);

  it.each([
    ['A3.2 no window', 'acquireTokenInteractive', { scopes }, 'window_handle_required'],
    [
      'a window of another type',
      'acquireTokenInteractive',
      { scopes, parentWindowHandle: '42' },
      'invalid_window_handle',
    ],
    [
      'window zero',
      'acquireTokenInteractive',
      { scopes, parentWindowHandle: 0 },
      'invalid_window_handle',
    ],
    [
      'a negative window',
      'acquireTokenInteractive',
      { scopes, parentWindowHandle: -1n },
      'invalid_window_handle',
    ],
    [
      'a window beyond 64 bits',
      'acquireTokenInteractive',
      { scopes, parentWindowHandle: 2n ** 64n },
      'invalid_window_handle',
    ],
    [
      'a window in three bytes',
      'acquireTokenInteractive',
      { scopes, parentWindowHandle: Buffer.alloc(3, 1) },
      'invalid_window_handle',
    ],
    [
      'msal’s name for the window',
      'acquireTokenInteractive',
      { scopes, windowHandle: Buffer.alloc(8, 1) },
      'invalid_window_handle',
    ],
    [
      'an unknown prompt',
      'acquireTokenInteractive',
      { ...window, prompt: 'always' },
      'invalid_request',
    ],
    [
      'an openBrowser that is no function',
      'acquireTokenInteractive',
      { ...window, openBrowser: 'firefox' },
      'invalid_request',
    ],
    [
      'a callback that is no function',
      'acquireTokenInteractive',
      { ...window, onBeforeUserInterface: {} },
      'invalid_request',
    ],
    [
      'an account of another client',
      'acquireTokenInteractive',
      { ...window, account: foreign },
      'invalid_request',
    ],
    [
      'claims that are no JSON',
      'acquireTokenInteractive',
      { ...window, claims: 'acrs' },
      'invalid_request',
    ],
    [
      'A3.22 a method that is none',
      'acquireTokenInteractive',
      { ...window, authScheme: { httpMethod: 'get', url: 'https://api.example/' } },
      'invalid_request',
    ],
    [
      'A3.22 no URL',
      'acquireTokenInteractive',
      { ...window, authScheme: { httpMethod: 'GET' } },
      'invalid_request',
    ],
    [
      'a correlation id that is no GUID',
      'acquireTokenInteractive',
      { ...window, correlationId: '1' },
      'invalid_request',
    ],
    [
      'a signal that is none',
      'acquireTokenInteractive',
      { ...window, signal: {} },
      'invalid_request',
    ],
    [
      'a timeout of zero',
      'acquireTokenInteractive',
      { ...window, timeoutMs: 0 },
      'invalid_request',
    ],
    [
      'a hint that is no name',
      'acquireTokenInteractive',
      { ...window, loginHint: 7 },
      'invalid_request',
    ],
    [
      'a domain that is none',
      'acquireTokenInteractive',
      { ...window, domainHint: 7 },
      'invalid_request',
    ],
    [
      'A3.4 scopes to consent that are no list',
      'acquireTokenInteractive',
      { ...window, extraScopesToConsent: null },
      'invalid_request',
    ],
    [
      'A3.18 an age below zero',
      'acquireTokenInteractive',
      { ...window, maxAge: -1 },
      'invalid_request',
    ],
    ['A3.18 no age', 'acquireTokenInteractive', { ...window, maxAge: NaN }, 'invalid_request'],
    [
      'an authority without https',
      'acquireTokenInteractive',
      { ...window, authority: 'http://login.example/t' },
      'invalid_request',
    ],
    ['no request', 'acquireTokenInteractive', undefined, 'invalid_request'],
    ['no account', 'acquireTokenSilent', { scopes }, 'invalid_request'],
    ['no account, with error', 'acquireTokenSilentWithError', { scopes }, 'invalid_request'],
    [
      'half an account',
      'acquireTokenSilent',
      { scopes, account: { username: ada.username } },
      'invalid_request',
    ],
    [
      'a silent account of another client',
      'acquireTokenSilent',
      { scopes, account: foreign },
      'invalid_request',
    ],
    [
      'scopes in one text',
      'acquireTokenSilent',
      { scopes: 'User.Read', account },
      'invalid_request',
    ],
    ['no password', 'acquireTokenByUsernamePassword', { scopes, username: 'a' }, 'invalid_request'],
    [
      'no user name',
      'acquireTokenByUsernamePassword',
      { scopes, password: 'a' },
      'invalid_request',
    ],
    ['no callback', 'acquireTokenByDeviceCode', { scopes }, 'invalid_request'],
    ['a filter that is none', 'getAccounts', 'ada', 'invalid_request'],
    ['a user name that is none', 'getAccounts', { username: 7 }, 'invalid_request'],
    ['nobody to remove', 'removeAccount', undefined, 'invalid_request'],
    ['another client’s account to remove', 'removeAccount', foreign, 'invalid_request'],
    ['a signal that is none', 'brokerDecision', { signal: true }, 'invalid_request'],
    ['an authority that is none', 'brokerDecision', { authority: 'common' }, 'invalid_request'],
    ['half an account', 'brokerDecision', { account: {} }, 'invalid_request'],
  ] as const)('%s: %s', async (_name, method, request, code) => {
    await using signingIn = appAt(simulator);
    const before = simulator.requests.length;
    const error = await rejection(call(signingIn, method, request));
    expect(error.code).toBe(code);
    expect(error.message).toContain(`${method}: `);
    expect(isGuid(error.correlationId)).toBe(true);
    const sent = simulator.requests.slice(before).map((one) => one.method);
    expect(sent.filter((one) => !['Ping', 'getLinuxBrokerVersion'].includes(one))).toEqual([]);
    expect(signingIn.provider.requests).toEqual([]);
  });

  it.each([
    ['acquireTokenInteractive', {}],
    ['acquireTokenByUsernamePassword', { username: 'a', password: 'b' }],
  ] as const)('A3.23 authScheme while the broker is off: %s', async (method, fields) => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    const authScheme = { httpMethod: 'GET', url: 'https://api.example/' };
    const error = await rejection(call(signingIn, method, { scopes, authScheme, ...fields }));
    expect(error).toMatchObject({ code: 'not_supported' });
    expect(error.message).toContain('leave it out');
    expect(signingIn.provider.requests).toEqual([]);
  });

  it.each([
    ['authScheme', { authScheme: { httpMethod: 'GET', url: 'https://api.example/' } }],
    ['msal’s own field', { authenticationScheme: 'pop' }],
  ])('a device code brings no proof of possession, asked for by %s', async (_name, fields) => {
    await using signingIn = appAt(simulator);
    const request = { scopes, deviceCodeCallback: () => undefined, ...fields };
    const error = await rejection(call(signingIn, 'acquireTokenByDeviceCode', request));
    expect(error).toMatchObject({ code: 'not_supported' });
    expect(signingIn.provider.requests).toEqual([]);
  });

  it('options of a removal that are none', async () => {
    await using signingIn = appAt(simulator);
    const error = await rejection(call(signingIn, 'removeAccount', account, null));
    expect(error).toMatchObject({ code: 'invalid_request' });
  });

  it('loses nothing in the cache', async () => {
    await using signingIn = appAt(simulator);
    const result = await signingIn.app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: () => undefined,
    });
    if (!result?.account) throw new Error('no account');
    const kept = result.account;
    const foreignOne = { ...kept, idTokenClaims: foreign.idTokenClaims };
    await rejection(signingIn.app.removeAccount(foreignOne));
    await rejection(call(signingIn, 'removeAccount', { ...kept, homeAccountId: undefined }));
    const again = await signingIn.app.acquireTokenSilent({ scopes, account: kept });
    expect(again?.tokenSource).toBe('cache');
  });

  it('leaves the caller’s request as it was', async () => {
    await using signingIn = appAt(simulator);
    const request = Object.freeze({ scopes: Object.freeze([...scopes]) as string[], account });
    expect(await signingIn.app.acquireTokenSilent(request)).not.toBeNull();
    await using off = appAt(simulator, { broker: { disabled: true } });
    expect(await off.app.acquireTokenSilent(request)).toBeNull();
  });
});
