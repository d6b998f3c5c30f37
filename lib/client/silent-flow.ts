// SPDX-License-Identifier: MIT
import type {
  AuthenticationResult as MsalResult,
  SilentFlowRequest as MsalSilentRequest,
} from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import { check } from '../broker/checks/check.js';
import type { Account, Broker, TokenResult } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import { isGiven } from '../msal-node/given.js';
import type { App } from './app.js';
import { brokerRequest, wantsProof } from './broker-request.js';
import { legOf, within } from './calls.js';
import { msalFields } from './own-fields.js';
import type { SilentRequest } from './requests.js';

/** A token of the broker's for one of its accounts. */
export async function silentAtBroker(
  app: App,
  broker: Broker,
  scope: CallScope,
  request: SilentRequest,
  account: Account,
): Promise<TokenResult> {
  const ask = (renewal: { readonly accessTokenToRenew?: string }): Promise<TokenResult> =>
    broker.acquireTokenSilently({
      ...brokerRequest(app, request, 'account'),
      account,
      ...renewal,
      ...legOf(scope, request.signal),
    });
  // Claims make the broker pass over its cache by themselves.
  if (request.forceRefresh !== true || isGiven(request.claims)) return ask({});
  check(
    !wantsProof(request),
    'forceRefresh cannot be had with proof of possession: the broker renews a token that it is ' +
      'shown, and shows none of that kind',
    'not_supported',
  );
  const { accessToken } = await ask({});
  return ask({ accessTokenToRenew: accessToken });
}

/** From msal-node's cache, or for a refresh token of its cache. */
export async function silentAtMsal(
  app: App,
  scope: CallScope,
  request: SilentRequest & { readonly account: NonNullable<SilentRequest['account']> },
): Promise<MsalResult> {
  const given: MsalSilentRequest = msalFields(request, scope.correlationId);
  return within(scope, app.msal.acquireTokenSilent(given));
}

/** What the caller has to mend or has brought about; all else is "no token without the user". */
const reported = new Set<BrokerError['code']>([
  'invalid_request',
  'not_supported',
  'redirect_uri_not_registered',
  'request_aborted',
  'timed_out',
  'closed',
]);

/** Whether a failed silent call rejects even where a null is asked for. */
export function isReported(app: App, error: unknown): boolean {
  if (error instanceof BrokerError) return reported.has(error.code);
  return (
    !(error instanceof app.msalNode.AuthError) ||
    error instanceof app.msalNode.ClientConfigurationError
  );
}
