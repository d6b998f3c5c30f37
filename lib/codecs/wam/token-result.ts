// SPDX-License-Identifier: MIT
import type { TokenResult } from '../../broker/types.js';
import { authorityParts } from '../identity-broker/authority.js';
import { protocolFault, type Decoded } from '../identity-broker/faults.js';
import { decodeIdentity } from '../identity-broker/identity.js';
import { decodeScopes, requestedScopes } from '../identity-broker/scopes.js';
import { headerText, type ExpectedTokens } from '../identity-broker/token-replies.js';
import { tokenResultOf } from '../identity-broker/token-result.js';
import type { RawTokens } from './raw-tokens.js';

/** Judges the parts of an answer by what was asked for, and makes the result of them. */
export function tokenResult(
  raw: RawTokens,
  authority: string,
  expected: ExpectedTokens,
): Decoded<TokenResult> {
  const identity = decodeIdentity(
    { idToken: raw.idToken, clientInfo: raw.clientInfo },
    authorityParts(authority).host,
  );
  if (!identity.ok) return identity;
  const scopes = decodeScopes(raw.scopes, expected.scopes, isNamed);
  if (!scopes.ok) return scopes;
  const access = decodeAccess(raw, expected);
  if (!access.ok) return access;
  return {
    ok: true,
    value: tokenResultOf(identity.value, {
      ...access.value,
      scopes: scopes.value,
      expiresOn: raw.expiresOn,
      authority,
      correlationId: expected.correlationId,
    }),
  };
}

/** `.default` stands for a set of scopes; an answer may name those instead. */
function isNamed(scope: string): boolean {
  return !scope.endsWith('/.default');
}

type Access = Pick<TokenResult, 'accessToken' | 'tokenType' | 'authorizationHeader'>;

function decodeAccess(raw: RawTokens, expected: ExpectedTokens): Decoded<Access> {
  const { accessToken, signedRequest } = raw;
  const asksForNothing = requestedScopes(expected.scopes).length === 0;
  if (accessToken === '' && !asksForNothing && expected.reading !== 'exact') {
    return protocolFault('', 'the access token in the token reply is missing, empty or too long');
  }
  const tokenType = expected.signedHttpRequest ? 'pop' : 'Bearer';
  const credential = expected.signedHttpRequest ? signedRequest : accessToken;
  if (expected.signedHttpRequest && credential === '') {
    return protocolFault('', 'the token reply has no signed HTTP request (shr)');
  }
  // A line break in it would add a header of somebody else's choice.
  if ([credential, accessToken].some((text) => text !== '' && !headerText.test(text))) {
    return protocolFault('', 'the token in the token reply cannot stand in an HTTP header');
  }
  const authorizationHeader = credential === '' ? '' : `${tokenType} ${credential}`;
  return { ok: true, value: { accessToken, tokenType, authorizationHeader } };
}
