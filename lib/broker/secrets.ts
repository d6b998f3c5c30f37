// SPDX-License-Identifier: MIT

const secretFields = new Set([
  'username',
  'password',
  'loginHint',
  'claims',
  'accessTokenToRenew',
  'name',
  'givenName',
  'middleName',
  'familyName',
  'alternativeAccountId',
  'clientInfo',
  'nonce',
  'clientClaims',
]);

/** The values of a request that must not appear in an error or a log line. */
export function secretsOf(request: unknown): readonly string[] {
  if (typeof request !== 'object' || request === null) return [];
  return Object.entries(request).flatMap(([name, value]: [string, unknown]) => {
    if (typeof value === 'string') return secretFields.has(name) ? [value] : [];
    return name === 'account' || name === 'proofOfPossession' ? secretsOf(value) : [];
  });
}
