// SPDX-License-Identifier: MIT

// The broker asks for these by itself; `email` is not among them
// (docs/linux-broker-protocol.md, "authParameters").
const oidcScopes = new Set(['openid', 'profile', 'offline_access']);

/** The scopes that a request carries: no blanks, no repetitions, none of OpenID Connect's own. */
export function requestedScopes(scopes: readonly string[]): string[] {
  const words = scopes.flatMap(scopeWords);
  return [...new Set(words)].filter((scope) => !oidcScopes.has(scope));
}

/** The scopes of a space-separated list. */
export function scopeWords(text: string): string[] {
  return text.split(/\s+/).filter((word) => word !== '');
}

/** Which of the requested scopes were not granted; the identity provider may change their case. */
export function declinedScopes(
  requested: readonly string[],
  granted: readonly string[],
): readonly string[] {
  const known = new Set(granted.map((scope) => scope.toLowerCase()));
  return requested.filter((scope) => !known.has(scope.toLowerCase()));
}
