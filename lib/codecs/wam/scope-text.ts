// SPDX-License-Identifier: MIT
import { requestedScopes } from '../identity-broker/scopes.js';
import type { WamKind } from './provider.js';

const reserved: Readonly<Record<WamKind, string>> = {
  aad: 'offline_access openid profile',
  // Its plug-in keeps refresh tokens to itself.
  msa: 'openid profile',
};

/** The scope of a request: what was asked for, and OpenID Connect's own scopes last. */
export function scopeText(kind: WamKind, scopes: readonly string[]): string {
  return [...requestedScopes(scopes), reserved[kind]].join(' ');
}
