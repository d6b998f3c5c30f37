// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import { checkCallOptions } from '../broker/checks/call-options.js';
import { check, errorOfProblem, isGuid, isRecord, RequestProblem } from '../broker/checks/check.js';
import type { CallOptions } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import { causeName } from '../errors/cause-name.js';
import type { BrokerErrorCode } from '../errors/table.js';
import type { BrokerCallOptions } from './options.js';

/** What is read of every request. */
export type CallFields = BrokerCallOptions & { readonly correlationId?: string };

/**
 * The request as it is now: a later leg must not see what the caller changes meanwhile.
 *
 * @throws RequestProblem for a request that is no object.
 */
export function copyOf<R extends CallFields>(request: R): R {
  check(isRecord(request), 'the request must be an object');
  return { ...request };
}

/**
 * One call of msal-node, which may take several of the Broker: they share its correlation id, its
 * signal and its time. msal takes any text as correlation id, the Broker only a GUID; for another
 * text the broker sees a GUID of its own, and the caller his text in the result.
 */
export class PluginCall {
  readonly operation: string;
  readonly correlationId: string;
  readonly #given: BrokerCallOptions;
  readonly #startedAt = performance.now();

  constructor(operation: string, given: CallFields = {}) {
    this.operation = operation;
    this.correlationId = isGuid(given.correlationId) ? given.correlationId : randomUUID();
    this.#given = given;
  }

  /** @throws RequestProblem for a signal or a time that is none. */
  check(): void {
    checkCallOptions(this.legOptions(0));
  }

  /** What the next leg takes; at least a millisecond, so that a call whose time is up says so. */
  readonly legOptions = (elapsedMs = performance.now() - this.#startedAt): CallOptions => {
    const { signal, timeoutMs } = this.#given;
    return {
      correlationId: this.correlationId,
      ...(signal === undefined ? {} : { signal }),
      ...(timeoutMs === undefined
        ? {}
        : { timeoutMs: elapsedMs === 0 ? timeoutMs : Math.max(1, timeoutMs - elapsedMs) }),
    };
  };

  /** An error of this call, found before the Broker was asked. */
  error(code: BrokerErrorCode, problem: string): BrokerError {
    const { operation, correlationId } = this;
    return new BrokerError({ code, message: `${operation}: ${problem}`, correlationId });
  }

  /** Whatever went wrong, as an error of this call. */
  errorOf(cause: unknown): BrokerError {
    if (cause instanceof BrokerError) return cause;
    if (cause instanceof RequestProblem) {
      return errorOfProblem(cause, this.operation, this.correlationId);
    }
    const problem = `the call failed inside entra-broker [${causeName(cause)}]`;
    return this.error('broker_error', problem);
  }
}
