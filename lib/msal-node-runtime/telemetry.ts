// SPDX-License-Identifier: MIT
import { ErrorStatus } from './enums.js';
import type { RuntimeFailure } from './failure.js';

/** Which call a result belongs to. */
export interface CallFacts {
  /** The call's name without `Async`, as the original reports it. */
  readonly api: string;
  readonly correlationId: string;
  readonly clientId?: string;
}

/** How it went. */
interface CallCourse {
  readonly failure?: RuntimeFailure | undefined;
  readonly brokerUsed: boolean;
  /** What the broker reports about itself. */
  readonly reported?: Readonly<Record<string, unknown>> | undefined;
}

/**
 * `telemetryData`: the original's members that say something here, as strings, like there.
 * `is_cache` is there only where it is true, since msal-node-extensions takes any text for yes.
 */
export function telemetryData(call: CallFacts, course: CallCourse): string {
  const { failure, brokerUsed, reported } = course;
  const cached = reported?.['is_cache'] ?? reported?.['is_cached'];
  return JSON.stringify({
    api_name: call.api,
    ...(failure === undefined ? {} : { api_status_code: statusName(failure) }),
    broker_app_used: String(brokerUsed),
    ...(call.clientId === undefined ? {} : { client_id: call.clientId }),
    correlation_id: call.correlationId,
    ...(cached === true || cached === 'true' ? { is_cache: 'true' } : {}),
    is_successful: String(failure === undefined),
  });
}

function statusName({ errorStatus }: RuntimeFailure): string {
  return `StatusInternal::${ErrorStatus[errorStatus] ?? String(errorStatus)}`;
}
