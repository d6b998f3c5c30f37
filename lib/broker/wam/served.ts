// SPDX-License-Identifier: MIT
import { refusedParameter, wamEligibility } from '../../codecs/wam/index.js';
import type { CallScope } from '../call-scope.js';
import { check } from '../checks/check.js';
import type { TokenRequest } from '../types.js';

/**
 * Checks what only this kind of broker refuses, before anything is sent.
 *
 * @throws BrokerError `not_supported` for what WAM does not serve.
 * @throws RequestProblem for an extra parameter that must not be sent to it.
 */
export function requireServed(scope: CallScope, request: TokenRequest): void {
  const eligibility = wamEligibility(request);
  if (eligibility !== 'eligible') {
    throw scope.error('not_supported', { detail: eligibility.problem });
  }
  const refused = refusedParameter(request.extraParameters ?? {});
  check(
    refused === undefined,
    `extraParameters must not contain ${refused ?? ''} on Windows: ` +
      'the fields of the request say it, or the broker sets it itself',
  );
}
