// SPDX-License-Identifier: MIT
import { check, isRecord, isText, isUrl } from './check.js';

/** Both forms: the one HTTP request that the token is for, or the id of the caller's key. */
export function checkProofOfPossession(proof: unknown): void {
  if (proof === undefined) return;
  check(
    isRecord(proof),
    'proofOfPossession must be { httpMethod, url } or { keyId }, or be left out',
  );
  if ('keyId' in proof) {
    check(isText(proof['keyId']), 'proofOfPossession.keyId must be the id of a key');
    return;
  }
  check(
    isText(proof['httpMethod']),
    'proofOfPossession.httpMethod is missing: the HTTP method of the request, e.g. GET',
  );
  check(
    isUrl(proof['url'], ['https:', 'http:']),
    'proofOfPossession.url is missing or no URL: the absolute URL of the request',
  );
  for (const field of ['nonce', 'clientClaims']) {
    check(
      proof[field] === undefined || typeof proof[field] === 'string',
      `proofOfPossession.${field} must be a string`,
    );
  }
}
