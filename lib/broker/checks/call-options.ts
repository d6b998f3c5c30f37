// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import { check, isGuid, isRecord } from './check.js';

/** setTimeout takes no more; 24 days are longer than any sign-in. */
const longestTimeoutMs = 2_147_483_647;

export function checkTimeout(value: unknown, field: string): void {
  check(
    typeof value === 'number' && value > 0 && value <= longestTimeoutMs,
    `${field} must be a positive number of milliseconds, at most ${String(longestTimeoutMs)}`,
  );
}

/** The fields that every call takes. */
export function checkCallOptions(options: unknown): void {
  check(isRecord(options), 'the request must be an object');
  const { correlationId, signal, timeoutMs } = options;
  check(
    correlationId === undefined || isGuid(correlationId),
    'correlationId must be a GUID such as crypto.randomUUID() makes, or be left out',
  );
  checkSignal(signal);
  if (timeoutMs !== undefined) checkTimeout(timeoutMs, 'timeoutMs');
}

/** The id under which a request is known, whatever was passed for one. */
export function correlationIdOf(request: unknown): string {
  const given = isRecord(request) ? request['correlationId'] : undefined;
  return isGuid(given) ? given : randomUUID();
}

export function checkSignal(signal: unknown): void {
  check(
    signal === undefined || isAbortSignal(signal),
    'signal must be an AbortSignal, or be left out',
  );
}

export function checkClientId(clientId: unknown): void {
  check(
    isGuid(clientId),
    'clientId must be the application (client) id of the app registration, a GUID',
  );
}

/** By its members, not by instanceof: signals of other realms and polyfills work as well. */
function isAbortSignal(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const { aborted, addEventListener, removeEventListener } = value as Partial<AbortSignal>;
  return (
    typeof aborted === 'boolean' &&
    typeof addEventListener === 'function' &&
    typeof removeEventListener === 'function'
  );
}
