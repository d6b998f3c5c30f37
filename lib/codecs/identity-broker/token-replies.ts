// SPDX-License-Identifier: MIT
import type { TokenResult } from '../../broker/types.js';
import { authorityParts } from './authority.js';
import { protocolFault, type Decoded } from './faults.js';
import { decodeIdentity } from './identity.js';
import type { ReplyReading } from './reading.js';
import { decodeScopes, requestedScopes } from './scopes.js';
import { openTokenReply } from './token-envelope.js';
import { tokenResultOf } from './token-result.js';
import { integer, member, nonEmptyString, type UntrustedObject } from './untrusted-json.js';

/** What was asked for, as far as the reply is judged by it. */
export interface ExpectedTokens {
  /** The request's scopes, as the caller gave them. */
  readonly scopes: readonly string[];
  /** Whether a signed HTTP request was asked for; a token for a key of the caller does not count. */
  readonly signedHttpRequest: boolean;
  readonly authority: string;
  readonly correlationId: string;
  /** Default `lenient`. */
  readonly reading?: ReplyReading;
}

/** Tokens in a reply to acquireTokenSilently or acquireTokenInteractively. */
export function decodeTokens(body: string, expected: ExpectedTokens): Decoded<TokenResult> {
  const reply = openTokenReply(body);
  if (!reply.ok) return reply;
  const { fields, telemetry } = reply.value;
  const tokenType = integer(member(fields, 'accessTokenType'));
  if (tokenType === undefined) {
    return protocolFault('7bits', 'accessTokenType in the token reply is missing or no number');
  }
  const exact = expected.reading === 'exact';
  const expiry = decodeExpiry(fields, exact);
  if (!expiry.ok) return expiry;
  const identity = decodeIdentity(fields, authorityParts(expected.authority).host);
  if (!identity.ok) return identity;
  const grantedScopes = nonEmptyString(member(fields, 'grantedScopes')) ?? '';
  const scopes = decodeScopes(grantedScopes, expected.scopes);
  if (!scopes.ok) return scopes;
  if (expected.signedHttpRequest && tokenType !== typeOfSignedRequest) {
    return protocolFault('9k933', 'the token reply has no signed HTTP request (accessTokenType)');
  }
  const access = decodeAccessToken(fields, expected);
  if (!access.ok) return access;

  return {
    ok: true,
    value: tokenResultOf(identity.value, {
      ...access.value,
      scopes: scopes.value,
      ...expiry.value,
      authority: expected.authority,
      correlationId: expected.correlationId,
      ...(telemetry === undefined ? {} : { telemetry }),
    }),
  };
}

const typeOfSignedRequest = 1;

// A line break in it would add a header of the broker's choice.
export const headerText = /^[\x20-\x7e]+$/;

type AccessToken = Pick<TokenResult, 'accessToken' | 'tokenType' | 'authorizationHeader'>;

function decodeAccessToken(
  fields: UntrustedObject,
  expected: ExpectedTokens,
): Decoded<AccessToken> {
  const accessToken = nonEmptyString(member(fields, 'accessToken')) ?? '';
  const tokenType = expected.signedHttpRequest ? 'pop' : 'Bearer';
  if (accessToken !== '' && !headerText.test(accessToken)) {
    return protocolFault('', 'accessToken in the token reply cannot stand in an HTTP header');
  }
  if (accessToken !== '') {
    const authorizationHeader = `${tokenType} ${accessToken}`;
    return { ok: true, value: { accessToken, tokenType, authorizationHeader } };
  }
  // Microsoft's client reports success here; an empty token helps nobody who asked for one.
  if (expected.reading !== 'exact' && requestedScopes(expected.scopes).length > 0) {
    return protocolFault('', 'accessToken in the token reply is missing, empty or no string');
  }
  return { ok: true, value: { accessToken, tokenType, authorizationHeader: '' } };
}

type Expiry = Pick<TokenResult, 'expiresOn' | 'extendedExpiresOn'>;

function decodeExpiry(fields: UntrustedObject, exact: boolean): Decoded<Expiry> {
  const milliseconds = integer(member(fields, 'expiresOn'));
  if (milliseconds === undefined) {
    return protocolFault('7bitt', 'expiresOn in the token reply is missing or no number');
  }
  const expiresOn = new Date(milliseconds);
  if (Number.isNaN(expiresOn.getTime())) {
    return protocolFault('7bitt', 'expiresOn in the token reply is no point in time');
  }
  const extendedMilliseconds = integer(member(fields, 'extendedExpiresOn'));
  if (exact && extendedMilliseconds === undefined) {
    return protocolFault('7bitu', 'extendedExpiresOn in the token reply is missing or no number');
  }
  const extendedExpiresOn = new Date(extendedMilliseconds ?? Number.NaN);
  // himmelblau sends seconds here, which would be a date in 1970; a NaN fails this as well.
  const extended = extendedExpiresOn.getTime() >= milliseconds;
  return { ok: true, value: extended ? { expiresOn, extendedExpiresOn } : { expiresOn } };
}
