// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { BrokerError } from 'entra-broker';

/** The BrokerError that a call rejects with; anything else fails the test. */
export async function rejection(call: Promise<unknown>): Promise<BrokerError> {
  const outcome = await call.then(
    () => undefined,
    (error: unknown) => error,
  );
  assert.ok(outcome instanceof BrokerError, `rejects with a BrokerError, not ${String(outcome)}`);
  return outcome;
}

/** Expects that a call rejects with a BrokerError of this code. */
export async function rejectsWith(
  call: Promise<unknown>,
  code: BrokerError['code'],
): Promise<BrokerError> {
  const error = await rejection(call);
  assert.equal(error.code, code, error.message);
  return error;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

export function isGuid(text: string): boolean {
  return guid.test(text);
}
