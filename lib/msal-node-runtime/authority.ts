// SPDX-License-Identifier: MIT
import { isAscii } from './arguments.js';
import { ErrorStatus } from './enums.js';
import { RuntimeFailure } from './failure.js';

/** The calls for tokens, by their names without `Async`. */
export type TokenApi =
  | 'SignIn'
  | 'SignInSilently'
  | 'SignInInteractively'
  | 'AcquireTokenSilently'
  | 'AcquireTokenInteractively';

/** The original has a tag and words for each call. */
const refusals: Readonly<Record<TokenApi, readonly [tag: string, context: string]>> = {
  SignIn: ['4qw8x', 'Authority must not be null'],
  SignInSilently: ['4qxfb', 'Authority cannot be null.'],
  SignInInteractively: ['4qvrp', 'Authority must not be null.'],
  AcquireTokenSilently: ['4qxfb', 'Authority cannot be null.'],
  AcquireTokenInteractively: ['4qvro', 'Authority cannot be null.'],
};

/**
 * The authority as Broker takes it: https, whatever the scheme was, and without a port, as the
 * original sends it.
 *
 * @throws RuntimeFailure if it is no URL, is not in ASCII, has a user in it, even an empty one, or
 * names no tenant.
 */
export function authorityOf(given: string, api: TokenApi): string {
  const url = isPlain(given) && URL.canParse(given) ? new URL(given) : undefined;
  const tenant = url?.pathname.split('/')[1] ?? '';
  if (url === undefined || url.hostname === '' || tenant === '') {
    const [tag, context] = refusals[api];
    throw new RuntimeFailure(ErrorStatus.ApiContractViolation, tag, context);
  }
  return `https://${url.hostname}${url.pathname}`;
}

function isPlain(given: string): boolean {
  const hasUser = /^[^/]*\/\/[^/]*@/.test(given);
  return given === given.trim() && isAscii(given) && !hasUser;
}
