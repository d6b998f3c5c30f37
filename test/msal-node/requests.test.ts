// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import type { NativeBrokerPlugin } from 'entra-broker/msal-node';
import { ada, authority, clientId, redirectUri } from '../support/requests.js';
import { failure, Stage, type Untyped } from './stage.js';
import { newest, oldest, versions } from './versions.js';

type Request = Parameters<NativeBrokerPlugin['acquireTokenSilent']>[0];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

/** What msal-node 7 hands to the plug-in, with fields that its type forbids. */
function nativeRequest(fields: Readonly<Record<string, unknown>> = {}): Request {
  return {
    clientId,
    authority,
    correlationId: '0d2c6c1e-4f5b-4f7e-9d3e-8a4b1c7f2e90',
    redirectUri: '',
    scopes: ['User.Read'],
    accountId: ada.localAccountId,
    forceRefresh: false,
    extraParameters: {},
    ...fields,
  };
}

/** Freezes what it holds too: a change would throw. */
function frozen<T extends object>(value: T): T {
  for (const inner of Object.values(value)) {
    if (typeof inner === 'object' && inner !== null) Object.freeze(inner);
  }
  return Object.freeze(value);
}

describe.each(versions)('with msal-node %s', (_version, msal) => {
  it('carries claims, scopes and parameters of every kind', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.silently({
      claims: '{"access_token":{}}',
      scopes: ['User.Read', 'Mail.Read'],
      extraQueryParameters: { msal_request_type: 'consumer_passthrough' },
    });
    expect(stage.latestParameters).toMatchObject({
      decodedClaims: '{"access_token":{}}',
      requestedScopes: ['User.Read', 'Mail.Read'],
    });
    const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
    expect(parameters['msal_request_type']).toBe('consumer_passthrough');
  });

  it('forceRefresh renews the token', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const first = await stage.silently({ account });
    expect((await stage.silently({ account })).accessToken).toBe(first.accessToken);
    const renewed = await stage.silently({ account, forceRefresh: true });
    expect(renewed.accessToken).not.toBe(first.accessToken);
    expect(stage.latestParameters.accessTokenToRenew).toBe(first.accessToken);
  });

  it('forceRefresh of a sign-in is not answered with what the broker has', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.interactively({ forceRefresh: true });
    expect(stage.methods).toEqual(['acquireTokenInteractively']);
  });

  it('binds a token to one HTTP request', async () => {
    await using stage = new Stage(simulator, msal);
    const result = await stage.silently({
      authenticationScheme: 'pop',
      resourceRequestMethod: 'POST',
      resourceRequestUri: 'https://api.example:8443/things?filter=x',
      shrNonce: 'a-nonce',
      shrClaims: '{"device":"d1"}',
    });
    expect(result.tokenType).toBe('pop');
    expect(stage.latestParameters.popParams).toEqual({
      httpMethod: 'POST',
      uriHost: 'api.example:8443',
      uriPath: '/things',
      nonce: 'a-nonce',
      clientClaims: '{"device":"d1"}',
      homeAccountId: '',
    });
  });

  it('hands the domain hint to the window, and to a silent sign-in', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.interactively({ prompt: 'login', domainHint: 'contoso.example' });
    await stage.interactively({ prompt: 'none', domainHint: 'contoso.example' });
    const hints = stage.tokenParameters.map(
      ({ additionalQueryParametersForAuthorization: given }) => given['domain_hint'],
    );
    expect(hints).toEqual(['contoso.example', 'contoso.example']);
  });

  it('asks in the window for a sign-in that is no older than maxAge', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.interactively({ maxAge: 90_500 });
    await stage.interactively({ maxAge: 0, account: await stage.account() });
    const sent = stage.tokenParameters.map(
      ({ additionalQueryParametersForAuthorization: given }) => given['max_age'],
    );
    expect(sent).toEqual(['90', '0']);
    const methods = stage.methods.filter((method) => method.startsWith('acquireToken'));
    expect(methods).toEqual(['acquireTokenInteractively', 'acquireTokenInteractively']);
  });

  it('refuses maxAge where no window can ask for it', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const error = await failure(stage.silently({ account, maxAge: 60_000 }));
    expect(error).toBeInstanceOf(msal.ClientConfigurationError);
    expect(error.errorCode).toBe('not_supported');
    expect(error.message).toContain('maxAge');
    expect(stage.tokenParameters).toEqual([]);
  });

  it.each([
    ['extraScopesToConsent', { extraScopesToConsent: ['Mail.Send'] }],
    ['maxAge', { maxAge: 60_000, prompt: 'none' }],
    ['maxAge', { maxAge: -1 }],
    ['maxAge', { maxAge: Number.NaN }],
    ['shrClaims', { shrClaims: '{"device":"d1"}' }],
    ['client_id', { extraQueryParameters: { client_id: clientId } }],
    ['embeddedClientId', { embeddedClientId: clientId }],
    ['authenticationScheme', { authenticationScheme: 'ssh-cert' }],
    ['resourceRequestUri', { authenticationScheme: 'pop', resourceRequestMethod: 'GET' }],
    ['resourceRequestMethod', { authenticationScheme: 'pop', resourceRequestUri: 'https://a.b/' }],
  ])('refuses %s by name, and asks the broker nothing', async (field, fields) => {
    await using stage = new Stage(simulator, msal);
    const error = await failure(stage.interactively({ ...fields } as Untyped));
    expect(error).toBeInstanceOf(msal.ClientConfigurationError);
    expect(error.message).toContain(field);
    expect(stage.methods).toEqual([]);
  });
});

it('carries the resource of a request, and repeats it in the result', async () => {
  await using stage = new Stage(simulator);
  const resource = 'https://mcp.example/server';
  const result = await stage.silently({ resource, state: 'kept' });
  expect(result).toMatchObject({ resource, state: 'kept' });
  const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
  expect(parameters['resource']).toBe(resource);
});

it('does not change the request that it is given', async () => {
  await using stage = new Stage(simulator);
  const request = frozen(nativeRequest());
  const copy = structuredClone(request);
  await stage.plugin.acquireTokenSilent(request);
  await stage.plugin.acquireTokenInteractive(request);
  expect(request).toEqual(copy);
});

it('keeps the redirect URI that the app registered', async () => {
  await using stage = new Stage(simulator);
  await stage.silently({ redirectUri: 'msauth.com.example.app://auth' });
  expect(stage.latestParameters.redirectUri).toBe('msauth.com.example.app://auth');
  await stage.plugin.acquireTokenSilent(nativeRequest({ redirectUri: 'http://localhost' }));
  expect(stage.latestParameters.redirectUri).toBe(redirectUri);
});

it('takes scopes in one string, as Microsoft’s plug-in does', async () => {
  await using stage = new Stage(simulator);
  await stage.silently({ scopes: ['User.Read  Mail.Read', ''] });
  expect(stage.latestParameters.requestedScopes).toEqual(['User.Read', 'Mail.Read']);
});

it('takes any text as correlation id, and gives it back', async () => {
  // Version 7 writes the caller's id over ours.
  await using stage = new Stage(simulator, oldest);
  const result = await stage.silently({ correlationId: 'request 42' });
  expect(result.correlationId).toBe('request 42');
  expect(stage.received.at(-1)?.correlationId).toMatch(/^[0-9a-f-]{36}$/);
});

it('leaves out what is empty', async () => {
  await using stage = new Stage(simulator);
  await stage.plugin.acquireTokenInteractive(
    nativeRequest({ claims: '', loginHint: '', prompt: '', domainHint: '', accountId: '' }),
  );
  expect(stage.methods).toEqual(['getAccounts', 'acquireTokenSilently']);
  const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
  expect(Object.keys(parameters)).toEqual(['x-client-xtra-sku']);
});

it('lets the app name its product', async () => {
  const client = { name: 'contoso-cli', version: '3.1' };
  await using stage = new Stage(simulator, newest, { client });
  await stage.silently();
  const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
  expect(parameters['x-client-xtra-sku']).toMatch(/^contoso-cli\|3\.1,/);
  expect(parameters).not.toHaveProperty('msal_client_sku');
});

it('refuses forceRefresh of a bound token', async () => {
  await using stage = new Stage(simulator);
  const error = await failure(
    stage.silently({
      forceRefresh: true,
      authenticationScheme: 'pop',
      resourceRequestMethod: 'GET',
      resourceRequestUri: 'https://api.example/',
    }),
  );
  expect(error).toBeInstanceOf(newest.ClientConfigurationError);
  expect(error.message).toContain('forceRefresh');
  expect(stage.tokenParameters).toEqual([]);
});

describe('the window handle', () => {
  it.each([
    ['none', undefined],
    ['an empty Buffer', Buffer.alloc(0)],
    ['one zero byte', Buffer.from([0])],
  ])('%s means a program without a window', async (_what, windowHandle) => {
    await using stage = new Stage(simulator);
    await stage.interactively(windowHandle === undefined ? {} : { prompt: 'login', windowHandle });
    expect(stage.latestParameters).toMatchObject({ clientId });
  });

  it('of Electron goes to the broker', async () => {
    await using stage = new Stage(simulator);
    const windowHandle = Buffer.from([0x01, 0x02, 0, 0, 0, 0, 0, 0]);
    await stage.interactively({ prompt: 'login', windowHandle });
    expect(stage.received.at(-1)?.raw).toContain('"handle":513');
  });

  it.each([
    ['a number', 513],
    ['a text', '513'],
    ['an object', {}],
    ['three bytes', Buffer.from([1, 2, 3])],
    ['eight zero bytes', Buffer.alloc(8)],
  ])('that is %s is refused', async (_what, windowHandle) => {
    await using stage = new Stage(simulator);
    const request = { windowHandle } as unknown as { windowHandle: Buffer };
    const error = await failure(stage.interactively(request));
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.errorCode).toBe('invalid_window_handle');
    expect(error.message).toContain('windowHandle');
    expect(stage.methods).toEqual([]);
  });
});

it('msal-node 7 asks once for equal silent requests, and each caller keeps his id', async () => {
  await using stage = new Stage(simulator);
  const account = await stage.account();
  const ids = ['11111111-1111-4111-8111-111111111111', '22222222-2222-4222-8222-222222222222'];
  const results = await Promise.all(
    ids.map((correlationId) => stage.silently({ account, correlationId })),
  );
  expect(results.map(({ correlationId }) => correlationId)).toEqual(ids);
  expect(stage.tokenParameters).toHaveLength(1);
});
