// SPDX-License-Identifier: MIT
import type { ProofOfPossession, TokenRequest } from '../broker/types.js';
import { isGuid, isRecord } from '../broker/checks/check.js';
import type { Platform } from '../broker/platform.js';
import { additionalParameters } from './additional-parameters.js';
import { isAscii } from './arguments.js';
import type { ParameterValues } from './auth-parameters.js';
import { authorityOf, type TokenApi } from './authority.js';
import { mistake } from './failure.js';

const needScopes = new Set<TokenApi>(['AcquireTokenSilently', 'AcquireTokenInteractively']);

/** Stands for no scope: Broker wants one, and requests carry none of OpenID Connect's. */
const noScopes = ['openid'];

/**
 * The request for Broker, which wants less than the original takes: every difference is made up
 * for here, or refused in the order in which the original refuses.
 *
 * @throws RuntimeFailure for what the original refuses, and for what Broker cannot send.
 */
export function tokenRequest(
  values: ParameterValues,
  api: TokenApi,
  platform: Platform,
): TokenRequest {
  const authority = authorityOf(values.authority, api);
  const scopes = scopesOf(values.scopes ?? '', api);
  const extraParameters = additionalParameters(values, platform);
  if (!isGuid(values.clientId)) throw mistake('noClientId');
  const { claims = '', accessTokenToRenew = '', redirectUri = '', proof } = values;
  if (claims !== '' && !hasClaims(claims)) throw mistake('badClaims');
  if (redirectUri !== '' && !URL.canParse(redirectUri)) throw mistake('badRedirectUri');
  return {
    clientId: values.clientId,
    authority,
    scopes,
    extraParameters,
    ...(claims === '' ? {} : { claims }),
    ...(accessTokenToRenew === '' ? {} : { accessTokenToRenew }),
    ...(redirectUri === '' ? {} : { redirectUri }),
    ...(proof === undefined ? {} : { proofOfPossession: proofOf(proof) }),
  };
}

function scopesOf(given: string, api: TokenApi): readonly string[] {
  if (!isAscii(given)) throw mistake('scopesNotAscii');
  const scopes = given.split(/\s+/).filter((scope) => scope !== '');
  if (scopes.length > 0) return scopes;
  if (needScopes.has(api)) throw mistake('noScopes');
  return noScopes;
}

/** The original refuses an empty object, too. */
function hasClaims(json: string): boolean {
  try {
    const claims: unknown = JSON.parse(json);
    return isRecord(claims) && Object.keys(claims).length > 0;
  } catch {
    return false;
  }
}

function proofOf(given: NonNullable<ParameterValues['proof']>): ProofOfPossession {
  const { httpMethod, host, path, nonce } = given;
  const url = `https://${host}${path === '' || path.startsWith('/') ? '' : '/'}${path}`;
  const isHost = URL.canParse(`https://${host}`) && new URL(`https://${host}`).pathname === '/';
  if (httpMethod.trim() === '' || !isHost || !URL.canParse(url)) throw mistake('badProof');
  return { httpMethod, url, nonce };
}
