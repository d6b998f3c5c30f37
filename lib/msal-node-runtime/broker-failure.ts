// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';
import { causeName } from '../errors/cause-name.js';
import { statusNumber, type BrokerErrorCode } from '../errors/table.js';
import { wireNumbersOf, type WireNumbers } from '../errors/wire-numbers.js';
import { ErrorStatus } from './enums.js';
import { RuntimeFailure } from './failure.js';

/** What the original reports where Broker finds the failure itself, or has other words for it. */
const ofCode: Partial<Record<BrokerErrorCode, readonly [status: number, tag: string]>> = {
  interaction_in_progress: [ErrorStatus.ApiContractViolation, '5o3tq'],
  account_mismatch: [ErrorStatus.InteractionRequired, '4vt9f'],
  // As of a bus that is not there (Disconnected), or of a broker that never answers (NoReply).
  broker_unavailable: [ErrorStatus.Unexpected, '4ulu3'],
  timed_out: [ErrorStatus.Unexpected, '4ulu5'],
  invalid_request: [ErrorStatus.ApiContractViolation, ''],
  invalid_window_handle: [ErrorStatus.ApiContractViolation, ''],
};

/** An error of Broker in the original's numbers. */
export function failureOf(cause: unknown): RuntimeFailure {
  if (cause instanceof RuntimeFailure) return cause;
  if (!(cause instanceof BrokerError)) {
    const context = `The call failed [${causeName(cause)}]`;
    return new RuntimeFailure(ErrorStatus.Unexpected, '', context);
  }
  const context = cause.context === '' ? cause.message : cause.context;
  const wire = wireNumbersOf(cause);
  if (wire !== undefined) return failureOfBroker(cause, wire, context);
  const known = cause.tag === '' ? ofCode[cause.code] : undefined;
  const [status, tag] = known ?? [statusNumber(cause.status), cause.tag];
  return new RuntimeFailure(status, tag, context, cause.nativeCode);
}

/** The original takes an error without a tag or a code for no error, and reports that. */
function failureOfBroker(error: BrokerError, wire: WireNumbers, context: string): RuntimeFailure {
  if (wire.tag === undefined) return new RuntimeFailure(ErrorStatus.Unexpected, '7a392', context);
  if (wire.code === undefined) return new RuntimeFailure(ErrorStatus.Unexpected, '7bemz', context);
  // A tag of 0 has another on the error; of a larger one the original shows the lower 32 bits.
  const tag = wire.tag === 0 ? error.tag : Number(BigInt.asIntN(32, BigInt(wire.tag)));
  return new RuntimeFailure(statusNumber(error.status), tag, context, wire.code);
}

/** Whether Broker refused the call itself, since a broker of this platform does not serve it. */
export function isNotServed(cause: unknown): boolean {
  return cause instanceof BrokerError && cause.code === 'not_supported' && cause.tag === '';
}
