// SPDX-License-Identifier: MIT
import type { BrokerError } from '../../errors/broker-error.js';
import type { CallScope } from '../call-scope.js';

/** What one try of a question brought; `retry` where the same question may well succeed later. */
export type Attempt<T> = { readonly ok: true; readonly value: T } | FailedAttempt;

export interface FailedAttempt {
  readonly ok: false;
  readonly error: BrokerError;
  readonly retry?: 'back_off';
}

/** Milliseconds before the second and each later try; Microsoft's client tries four times as well. */
export const defaultBackOffMs: readonly number[] = [500, 1_000, 2_000];

/**
 * Tries until it works, fails for good, or the waits are used up. Only for calls without a window:
 * nobody can tell whether WAM had shown one, and a user must not be asked twice.
 *
 * @throws BrokerError of the last try; that of the scope if it ends first.
 */
export async function withBackOff<T>(
  scope: CallScope,
  waitsMs: readonly number[],
  attempt: () => Promise<Attempt<T>>,
): Promise<T> {
  let outcome = await attempt();
  for (const waitMs of waitsMs) {
    // A wait that the scope would end tells the caller less than the failure does.
    if (outcome.ok || outcome.retry === undefined || waitMs >= scope.remainingMs) break;
    await pause(scope, waitMs);
    outcome = await attempt();
  }
  if (outcome.ok) return outcome.value;
  throw outcome.error;
}

function pause(scope: CallScope, waitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      stopListening();
      resolve();
    }, waitMs);
    const stopListening = scope.onEnd((reason) => {
      clearTimeout(timer);
      reject(reason);
    });
  });
}
