// SPDX-License-Identifier: MIT
import { createPublicKey, verify, type JsonWebKey } from 'node:crypto';
import { startSimulator, type Simulator } from '../../simulator/src/index.js';
import { ask, askToken, claimsOf, clientId, headerOf, otherClientId } from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const adaOid = 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01';
const contoso = '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01';

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ front: 'in-process' });
});
afterEach(() => simulator.stop());

test('a token reply has every field that Microsoft’s client requires, numbers as integers', async () => {
  const token = await askToken(simulator);
  expect(token.accessTokenType).toBe(0);
  expect(Number.isInteger(token.expiresOn)).toBe(true);
  expect(Math.abs(token.expiresOn - Date.now() - 3_600_000)).toBeLessThan(60_000);
  expect(token.extendedExpiresOn).toBe(token.expiresOn + 3_600_000);
  expect(token.grantedScopes).toBe('User.Read openid profile');
  const info: unknown = JSON.parse(Buffer.from(token.clientInfo, 'base64url').toString());
  expect(info).toEqual({ uid: adaOid, utid: contoso });
});

test('the ID token says who signed in where, for whom and until when', async () => {
  const { idToken, expiresOn } = await askToken(simulator);
  const claims = claimsOf(idToken);
  expect(claims).toMatchObject({
    iss: `https://login.microsoftonline.com/${contoso}/v2.0`,
    aud: clientId,
    oid: adaOid,
    tid: contoso,
    preferred_username: 'ada@contoso.example',
    name: 'Ada Lovelace',
    exp: expiresOn / 1000,
    ver: '2.0',
  });
  expect(claims['nbf']).toBe(claims['iat']);
  expect(claims['sub']).not.toBe(
    claimsOf((await askToken(simulator, { clientId: otherClientId })).idToken)['sub'],
  );
});

test('the access token is for the resource of its scopes', async () => {
  const requestedScopes = [
    'api://files.contoso.example/Files.Read',
    'api://files.contoso.example/Files.Write',
  ];
  const { accessToken } = await askToken(simulator, { requestedScopes });
  expect(claimsOf(accessToken)).toMatchObject({
    aud: 'api://files.contoso.example',
    scp: 'Files.Read Files.Write',
    azp: clientId,
  });
});

test('a tenant in the authority, by id or domain, becomes the realm', async () => {
  for (const tenant of ['2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502', 'fabrikam.example']) {
    const authority = `https://login.microsoftonline.us/${tenant}`;
    const { idToken, account } = await askToken(simulator, { authority });
    const realm = '2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502';
    expect(claimsOf(idToken)).toMatchObject({
      tid: realm,
      iss: `https://login.microsoftonline.us/${realm}/v2.0`,
    });
    expect(account['realm']).toBe(realm);
  }
});

describe('the cache', () => {
  test('answers the same token until it expires', async () => {
    const first = await askToken(simulator);
    expect(await askToken(simulator)).toEqual(first);
    simulator.advanceTime(3_000_000);
    expect(await askToken(simulator)).toEqual(first);
    simulator.advanceTime(601_000);
    const next = await askToken(simulator);
    expect(next.accessToken).not.toBe(first.accessToken);
    expect(next.expiresOn).toBeGreaterThan(first.expiresOn);
  });

  test('is passed over for the token to renew, and only for that one', async () => {
    const first = await askToken(simulator);
    const renewed = await askToken(simulator, { accessTokenToRenew: first.accessToken });
    expect(renewed.accessToken).not.toBe(first.accessToken);
    expect(await askToken(simulator, { accessTokenToRenew: first.accessToken })).toEqual(renewed);
  });

  test('is passed over for claims', async () => {
    const first = await askToken(simulator);
    const decodedClaims = '{"access_token":{"nbf":{"essential":true}}}';
    expect((await askToken(simulator, { decodedClaims })).accessToken).not.toBe(first.accessToken);
  });

  test('is passed over by an interactive request', async () => {
    const first = await askToken(simulator);
    const second = await askToken(simulator, {}, 'acquireTokenInteractively');
    expect(second.accessToken).not.toBe(first.accessToken);
  });

  test('keeps clients apart', async () => {
    const first = await askToken(simulator);
    expect((await askToken(simulator, { clientId: otherClientId })).accessToken).not.toBe(
      first.accessToken,
    );
  });
});

describe('proof of possession', () => {
  const popParams = {
    clientClaims: '',
    homeAccountId: '',
    httpMethod: 'GET',
    nonce: 'nonce-1',
    uriHost: 'api.contoso.example',
    uriPath: '/path',
  };

  test('gives a signed request that its own key verifies, around a token bound to that key', async () => {
    const { accessToken, accessTokenType } = await askToken(simulator, { popParams });
    expect(accessTokenType).toBe(1);
    expect(headerOf(accessToken)).toMatchObject({ typ: 'pop', alg: 'RS256' });
    const claims = claimsOf(accessToken) as {
      readonly at: string;
      readonly ts: number;
      readonly cnf: { readonly jwk: JsonWebKey & { readonly kid: string } };
    };
    expect(claims).toMatchObject({
      m: 'GET',
      u: 'api.contoso.example',
      p: '/path',
      nonce: 'nonce-1',
    });
    expect(Math.abs(claims.ts - Date.now() / 1000)).toBeLessThan(60);
    expect(claimsOf(claims.at)['cnf']).toEqual({ kid: claims.cnf.jwk.kid });

    const [header = '', payload = '', signature = ''] = accessToken.split('.');
    const key = createPublicKey({ key: claims.cnf.jwk, format: 'jwk' });
    const signed = Buffer.from(`${header}.${payload}`);
    expect(verify('RSA-SHA256', signed, key, Buffer.from(signature, 'base64url'))).toBe(true);
  });

  test('is never answered twice with the same signed request', async () => {
    const first = await askToken(simulator, { popParams });
    simulator.advanceTime(1000);
    expect((await askToken(simulator, { popParams })).accessToken).not.toBe(first.accessToken);
  });

  test('with a key of the caller’s gives a plain token that names the key', async () => {
    const token = await askToken(simulator, { popParams: { kid: 'their-key' } });
    expect(token.accessTokenType).toBe(0);
    expect(claimsOf(token.accessToken)['cnf']).toEqual({ kid: 'their-key' });
  });

  test('generateSignedHttpRequest signs without a token', async () => {
    const homeAccountId = simulator.accounts[0]?.homeAccountId;
    const reply = await ask(simulator, 'generateSignedHttpRequest', {
      clientId,
      popParams: { ...popParams, homeAccountId },
    });
    const claims = claimsOf(String(reply['signedHttpRequest']));
    expect(claims).toMatchObject({ m: 'GET', u: 'api.contoso.example', p: '/path' });
    expect(claims).not.toHaveProperty('at');
  });
});

describe('the PRT cookie', () => {
  const askCookie = (version: string): Promise<Readonly<Record<string, unknown>>> => {
    simulator.setScenario({ ...scenario, broker: { version } });
    const account = simulator.accounts[0]?.wire;
    const ssoUrl = 'https://login.microsoftonline.com/authorize?sso_nonce=n-1';
    return ask(simulator, 'acquirePrtSsoCookie', {
      account,
      authParameters: { account, authorizationType: 8, clientId, ssoUrl },
      mamEnrollment: false,
      ssoUrl,
    });
  };
  const scenario = {
    tenants: [{ id: contoso, domain: 'contoso.example' }],
    accounts: [{ username: 'ada@contoso.example', oid: adaOid, tenant: contoso }],
  };

  test('comes as cookieItems from version 3 on, and carries the nonce of the URL', async () => {
    const reply = await askCookie('3.0.1');
    const [cookie] = reply['cookieItems'] as readonly {
      cookieName: string;
      cookieContent: string;
    }[];
    expect(cookie?.cookieName).toBe('x-ms-RefreshTokenCredential');
    expect(claimsOf(cookie?.cookieContent ?? '')).toMatchObject({
      request_nonce: 'n-1',
      is_primary: 'true',
    });
  });

  test('comes as cookieName and cookieContent before', async () => {
    const reply = await askCookie('2.0.4');
    expect(reply['cookieName']).toBe('x-ms-RefreshTokenCredential');
    expect(reply).not.toHaveProperty('cookieItems');
  });
});
