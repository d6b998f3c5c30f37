// SPDX-License-Identifier: MIT
import type { AuthenticationResult } from '@azure/msal-node';

import type { TokenResult } from '../broker/types.js';
import { accountInfoOf } from './account-info.js';

/** What a result repeats from its request. */
export interface ResultFacts {
  readonly resource?: string;
  readonly state?: string;
}

/** msal's result, with what every result of a broker says about its source. */
export type BrokerAuthenticationResult = AuthenticationResult &
  Pick<TokenResult, 'tokenSource' | 'fromPlatformBroker' | 'fromNativeBroker' | 'telemetry'>;

/**
 * A broker's tokens in msal's shape. Where the tokens come from has two names there:
 * `fromPlatformBroker` since msal-node 5, `fromNativeBroker` before; both are set.
 */
export function authenticationResultOf(
  result: TokenResult,
  clientId: string,
  facts: ResultFacts = {},
): BrokerAuthenticationResult {
  const { idTokenClaims, telemetry, extendedExpiresOn } = result;
  return {
    authority: result.authority,
    uniqueId: result.uniqueId,
    tenantId: result.tenantId,
    scopes: [...result.scopes],
    account: accountInfoOf(result.account, clientId, idTokenClaims),
    idToken: result.idToken,
    idTokenClaims: { ...idTokenClaims },
    accessToken: result.accessToken,
    // Microsoft's plug-in reads the same field.
    fromCache: Boolean(telemetry?.['is_cache']),
    expiresOn: result.expiresOn,
    tokenType: result.tokenType,
    correlationId: result.correlationId,
    tokenSource: result.tokenSource,
    fromPlatformBroker: result.fromPlatformBroker,
    fromNativeBroker: result.fromNativeBroker,
    ...(extendedExpiresOn === undefined ? {} : { extExpiresOn: extendedExpiresOn }),
    ...(telemetry === undefined ? {} : { telemetry }),
    ...facts,
  };
}
