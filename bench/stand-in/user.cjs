// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
// The one user that the stand-in knows, and what it says about her. All of it is invented.

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const authority = 'https://login.microsoftonline.com/common';
const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
const objectId = 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01';
const tenantId = '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01';

/** @param {object} value */
function base64urlOf(value) {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const account = {
  homeAccountId: `${objectId}.${tenantId}`,
  localAccountId: objectId,
  environment: 'login.windows.net',
  realm: tenantId,
  username: 'ada@contoso.example',
  name: 'Ada Lovelace',
  clientInfo: base64urlOf({ uid: objectId, utid: tenantId }),
};

const idTokenClaims = {
  aud: clientId,
  exp: 4_000_000_000,
  iat: 1_700_000_000,
  iss: `https://login.microsoftonline.com/${tenantId}/v2.0`,
  name: account.name,
  oid: objectId,
  preferred_username: account.username,
  sub: 'invented-subject',
  tid: tenantId,
  ver: '2.0',
};

/** Replaced in a token reply by an access token that brings it to the wanted length. */
const tokenMarker = '@TOKEN@';
/** Replaced in the request by a scope that says how long the reply shall be. */
const scopeMarker = '@SCOPE@';

// Left out: grantedScopes, which then are those that were asked for, and account, at which no
// client looks.
const tokenReply = JSON.stringify({
  brokerTokenResponse: {
    accessToken: tokenMarker,
    accessTokenType: 0,
    clientInfo: account.clientInfo,
    expiresOn: 3_900_000_000_000,
    extendedExpiresOn: 3_900_000_000_000,
    idToken: `${base64urlOf({ alg: 'none', typ: 'JWT' })}.${base64urlOf(idTokenClaims)}.signature`,
  },
});

const accountsReply = JSON.stringify({ accounts: [account] });

/** @param {number} replySize */
function accessTokenSize(replySize) {
  return replySize - (tokenReply.length - tokenMarker.length);
}

/** What a silent call sends, for the clients below the codec. */
const tokenRequest = JSON.stringify({
  authParameters: {
    accessTokenToRenew: '',
    account,
    additionalQueryParametersForAuthorization: { 'x-client-xtra-sku': '|,|0.20.7,|,|,|12.0.2' },
    authority: `https://login.microsoftonline.com/${tenantId}`,
    authorizationType: 1,
    clientId,
    decodedClaims: '',
    enrollmentId: '',
    isTestMode: false,
    password: '',
    popParams: null,
    redirectUri,
    requestedScopes: [scopeMarker],
    username: account.username,
    uxContextHandle: -1,
  },
});

module.exports = {
  account,
  accessTokenSize,
  accountsReply,
  authority,
  clientId,
  redirectUri,
  tokenReply,
  tokenRequest,
};
