// SPDX-License-Identifier: MIT
import type { Decoded } from './faults.js';

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

/**
 * The scopes that a reply grants, those of the request where it names none. `isNamed` tells which of
 * the requested scopes a reply that grants them names.
 */
export function decodeScopes(
  text: string,
  scopesOfRequest: readonly string[],
  isNamed: (scope: string) => boolean = () => true,
): Decoded<readonly string[]> {
  const requested = requestedScopes(scopesOfRequest);
  const granted = scopeWords(text);
  if (granted.length === 0) return { ok: true, value: requested };
  const declined = declinedScopes(requested.filter(isNamed), granted);
  if (declined.length === 0) return { ok: true, value: granted };
  return {
    ok: false,
    fault: { kind: 'declined_scopes', status: 6, tag: '9zj08', granted, declined },
  };
}

/** Which of the requested scopes were not granted; the identity provider may change their case. */
function declinedScopes(
  requested: readonly string[],
  granted: readonly string[],
): readonly string[] {
  const known = new Set(granted.map((scope) => scope.toLowerCase()));
  return requested.filter((scope) => !known.has(scope.toLowerCase()));
}
