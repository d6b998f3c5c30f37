// SPDX-License-Identifier: MIT
import { inspect, type InspectOptionsStylized } from 'node:util';

import type { Account, PrtSsoCookie, TokenResult } from './types.js';

type Shown = Readonly<Record<string, unknown>>;

/**
 * Results print without their secrets: console.log of a token result is how tokens reach log
 * files. The properties themselves, JSON and spreading are untouched.
 */
export function guardTokenResult(result: TokenResult): TokenResult {
  return guard({ ...result, account: guardAccount(result.account) }, (shown) => ({
    ...shown,
    accessToken: '(token)',
    authorizationHeader: `${result.tokenType} (token)`,
    idToken: '(token)',
    idTokenClaims: '(claims)',
    // Whatever the broker likes to report.
    ...(shown.telemetry === undefined ? {} : { telemetry: '(telemetry)' }),
  }));
}

export function guardAccount(account: Account): Account {
  return guard({ ...account }, ({ homeAccountId, localAccountId, environment, realm }) => ({
    homeAccountId,
    localAccountId,
    environment,
    realm,
    username: '(pii)',
  }));
}

export function guardCookie(cookie: PrtSsoCookie): PrtSsoCookie {
  return guard({ ...cookie }, ({ name }) => ({ name, content: '(token)' }));
}

function guard<T extends object>(value: T, show: (value: T) => Shown): T {
  Object.defineProperty(value, inspect.custom, {
    enumerable: false,
    value: (_depth: number, options: InspectOptionsStylized) =>
      inspect(show({ ...value }), { ...options, customInspect: true }),
  });
  return value;
}
