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

/** Fields that hold JSON: the broker may quote a part of it. */
const jsonFields = new Set(['claims', 'clientClaims']);

/** Shorter values in JSON are keywords, such as `c1` for an authentication context. */
const shortestQuoted = 8;

/** Fields whose own fields are looked at; every parameter may hold something of the user's. */
const records = new Set(['account', 'proofOfPossession']);

/** The values of a request that must not appear in an error or a log line. */
export function secretsOf(request: unknown): readonly string[] {
  if (typeof request !== 'object' || request === null) return [];
  return Object.entries(request).flatMap(([name, value]: [string, unknown]) => {
    if (name === 'extraParameters') return parametersOf(value);
    if (typeof value !== 'string') return records.has(name) ? secretsOf(value) : [];
    if (name === 'ssoUrl') return queryOf(value);
    if (!secretFields.has(name)) return [];
    return jsonFields.has(name) ? [value, ...quotable(value)] : [value];
  });
}

function parametersOf(parameters: unknown): readonly string[] {
  const values = Object.values(parameters ?? {}).filter((value) => typeof value === 'string');
  return values.flatMap((value) => [value, ...quotable(value)]);
}

function queryOf(url: string): readonly string[] {
  // Other operations take no such field, and check it not.
  return URL.canParse(url) ? [...new URL(url).searchParams.values()] : [];
}

/** The strings in a JSON text that are long enough to be somebody's. */
function quotable(json: string): readonly string[] {
  const found: string[] = [];
  try {
    JSON.parse(json, (_name, value: unknown) => {
      if (typeof value === 'string' && value.length >= shortestQuoted) found.push(value);
      return value;
    });
  } catch {
    // No JSON, or too deep: then the broker cannot quote from it either.
  }
  return found;
}
