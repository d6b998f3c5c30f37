// SPDX-License-Identifier: MIT
import {
  acquirePrtSsoCookie,
  generateSignedHttpRequest,
  getLinuxBrokerVersion,
  removeAccount,
} from '../../../lib/codecs/identity-broker/index.js';
import { ada, clientId, nativeClient } from './people.js';

const authority = 'https://login.microsoftonline.com/common';
const ssoUrl = 'https://login.microsoftonline.com/?sso_nonce=abc';

function sortedNames(value: object): readonly string[] {
  return Object.keys(value).sort();
}

test('removeAccount names the client and the account', () => {
  const { method, body } = removeAccount({ clientId, account: ada });
  expect(method).toBe('removeAccount');
  expect(JSON.parse(body)).toEqual({ account: { ...ada }, clientId });
});

test('getLinuxBrokerVersion names the protocol’s client', () => {
  expect(getLinuxBrokerVersion()).toEqual({
    method: 'getLinuxBrokerVersion',
    body: '{"msalCppVersion":"12.0.2"}',
  });
});

test('acquirePrtSsoCookie has the URL in both places and authorization type 8', () => {
  const { method, body } = acquirePrtSsoCookie({ clientId, authority, account: ada, ssoUrl });
  expect(method).toBe('acquirePrtSsoCookie');
  expect(JSON.parse(body)).toEqual({
    account: ada,
    authParameters: {
      account: ada,
      additionalQueryParametersForAuthorization: {},
      authority,
      authorizationType: 8,
      clientId,
      redirectUri: nativeClient,
      requestedScopes: ['https://graph.microsoft.com/.default'],
      ssoUrl,
      username: ada.username,
      uxContextHandle: -1,
    },
    mamEnrollment: false,
    ssoUrl,
  });
});

test('acquirePrtSsoCookie takes the caller’s scopes and redirect URI', () => {
  const request = {
    clientId,
    authority,
    account: ada,
    ssoUrl,
    scopes: ['s'],
    redirectUri: 'app://x',
  };
  const { authParameters } = JSON.parse(acquirePrtSsoCookie(request).body) as {
    authParameters: Record<string, unknown>;
  };
  expect(authParameters['requestedScopes']).toEqual(['s']);
  expect(authParameters['redirectUri']).toBe('app://x');
});

test('generateSignedHttpRequest names the account inside popParams', () => {
  const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/x?y' };
  const { method, body } = generateSignedHttpRequest({ clientId, account: ada, proofOfPossession });
  expect(method).toBe('generateSignedHttpRequest');
  expect(JSON.parse(body)).toEqual({
    clientId,
    popParams: {
      clientClaims: '',
      homeAccountId: ada.homeAccountId,
      httpMethod: 'GET',
      nonce: '',
      uriHost: 'api.example',
      uriPath: '/x?y',
    },
  });
});

test('names are sorted at every level', () => {
  const { body } = acquirePrtSsoCookie({ clientId, authority, account: ada, ssoUrl });
  const check = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    expect(Object.keys(value)).toEqual(sortedNames(value));
    Object.values(value).forEach(check);
  };
  check(JSON.parse(body));
});
