// SPDX-License-Identifier: MIT
import type { TokenResult } from '../../broker/types.js';
import type { Identity } from './identity.js';

/** What a result has besides whom it is about. */
export type TokenParts = Pick<
  TokenResult,
  | 'accessToken'
  | 'tokenType'
  | 'authorizationHeader'
  | 'scopes'
  | 'expiresOn'
  | 'extendedExpiresOn'
  | 'authority'
  | 'correlationId'
  | 'telemetry'
>;

/** The result of a reply that was found in order, whatever broker gave it. */
export function tokenResultOf(identity: Identity, parts: TokenParts): TokenResult {
  const { account, uniqueId, idToken, idTokenClaims } = identity;
  return {
    ...parts,
    account,
    idToken,
    idTokenClaims,
    uniqueId,
    tenantId: account.realm,
    tokenSource: 'broker',
    fromPlatformBroker: true,
    fromNativeBroker: true,
  };
}
