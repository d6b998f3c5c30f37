// SPDX-License-Identifier: MIT
import type { ProofOfPossession } from '../../broker/types.js';
import { base64urlText } from './base64url.js';
import type { JsonValue } from './json-text.js';
import { member, nonEmptyString, parseObject } from './untrusted-json.js';

type SignedRequest = Extract<ProofOfPossession, { httpMethod: string }>;

/** The two forms of `popParams`: one HTTP request that the broker signs, or a key of the caller. */
export function popParams(proof: ProofOfPossession): JsonValue {
  return 'keyId' in proof ? { kid: proof.keyId } : signedRequestParams(proof, '');
}

/** `homeAccountId` is empty but where the account is named nowhere else. */
export function signedRequestParams(proof: SignedRequest, homeAccountId: string): JsonValue {
  const url = URL.canParse(proof.url) ? new URL(proof.url) : undefined;
  return {
    clientClaims: proof.clientClaims ?? '',
    homeAccountId,
    httpMethod: proof.httpMethod,
    nonce: proof.nonce ?? '',
    uriHost: url?.host ?? '',
    // One field for path and query: Microsoft's client passes on what it is given for it.
    uriPath: url === undefined ? '' : url.pathname + url.search,
  };
}

/**
 * Key id in a `req_cnf` parameter, base64url of `{"kid": …}`; undefined if there is none in it,
 * and then the call must be refused: sent as it is it could bring a token without the key.
 */
export function keyIdOfReqCnf(reqCnf: string): string | undefined {
  const text = base64urlText(reqCnf);
  if (text === undefined) return undefined;
  const parsed = parseObject(text);
  return parsed.ok ? nonEmptyString(member(parsed.object, 'kid')) : undefined;
}
