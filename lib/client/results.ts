// SPDX-License-Identifier: MIT
import type { AuthenticationResult as MsalResult } from '@azure/msal-node';

import type { TokenResult } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import { authenticationResultOf } from '../msal-node/authentication-result.js';
import type { App } from './app.js';
import type { AuthenticationResult } from './requests.js';

/** What a result repeats from its request, or is checked against. */
interface ResultRequest {
  readonly resource?: string;
  readonly state?: string;
  readonly extraParameters?: Readonly<Record<string, string>>;
}

/** @throws BrokerError `broker_protocol_error` if an SSH certificate was wanted and is none. */
export function resultOfBroker(
  app: App,
  result: TokenResult,
  request: ResultRequest,
): AuthenticationResult {
  const { resource, state, extraParameters } = request;
  const isSshCertificate = extraParameters?.['token_type'] === 'ssh-cert';
  if (isSshCertificate && !result.accessToken.startsWith('AAAA')) {
    throw new BrokerError({
      code: 'broker_protocol_error',
      message: 'The broker was asked for an SSH certificate and answered something else',
      correlationId: result.correlationId,
    });
  }
  const made = authenticationResultOf(result, app.configuration.auth.clientId, {
    ...(resource === undefined ? {} : { resource }),
    ...(state === undefined ? {} : { state }),
  });
  return isSshCertificate ? { ...made, tokenType: 'ssh-cert' } : made;
}

export function resultOfMsal(result: MsalResult): AuthenticationResult {
  return { ...result, tokenSource: result.fromCache ? 'cache' : 'identity_provider' };
}
