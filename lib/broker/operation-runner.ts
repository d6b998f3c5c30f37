// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import { BrokerError } from '../errors/broker-error.js';
import { CallScope } from './call-scope.js';
import { errorOfProblem, isGuid, RequestProblem } from './checks/check.js';
import { checks, type Operation } from './checks/requests.js';
import type { BrokerLog } from './log.js';
import { secretsOf } from './secrets.js';
import type { CallOptions } from './types.js';

interface RunnerOptions {
  readonly log: BrokerLog;
  readonly callTimeoutMs: number;
}

/**
 * Runs the public operations of one broker: checks the request, gives it a scope, logs its start
 * and end, and makes sure that whatever goes wrong comes out as a BrokerError.
 */
export class OperationRunner {
  readonly #options: RunnerOptions;
  readonly #running = new Set<CallScope>();
  #closed = false;

  constructor(options: RunnerOptions) {
    this.#options = options;
  }

  async operation<T>(
    operation: Operation,
    request: CallOptions,
    work: (scope: CallScope) => Promise<T>,
  ): Promise<T> {
    const scope = this.#open(operation, request);
    const startedAt = performance.now();
    this.#running.add(scope);
    this.#options.log.started(scope);
    try {
      const result = await work(scope);
      this.#options.log.succeeded(scope, startedAt);
      return result;
    } catch (cause) {
      const error = errorOfCause(scope, cause);
      this.#options.log.failed(scope, startedAt, error);
      throw error;
    } finally {
      this.#running.delete(scope);
      scope.dispose();
    }
  }

  /** Ends every operation with `closed`, and refuses new ones. */
  close(): void {
    this.#closed = true;
    for (const scope of [...this.#running]) scope.end('closed');
  }

  #open(operation: Operation, request: CallOptions): CallScope {
    const given: unknown = (request as CallOptions | null | undefined)?.correlationId;
    const correlationId = isGuid(given) ? given : randomUUID();
    try {
      checks[operation](request);
    } catch (error) {
      if (!(error instanceof RequestProblem)) throw error;
      throw errorOfProblem(error, operation, correlationId);
    }
    const scope = new CallScope({
      operation,
      correlationId,
      signal: request.signal,
      timeoutMs: request.timeoutMs ?? this.#options.callTimeoutMs,
      secrets: secretsOf(request),
    });
    if (!this.#closed) return scope;
    scope.dispose();
    throw scope.error('closed');
  }
}

function errorOfCause(scope: CallScope, cause: unknown): BrokerError {
  if (cause instanceof BrokerError) return cause;
  if (cause instanceof RequestProblem) {
    return errorOfProblem(cause, scope.operation, scope.correlationId);
  }
  return scope.error('broker_error', { detail: 'the call failed inside entra-broker', cause });
}
