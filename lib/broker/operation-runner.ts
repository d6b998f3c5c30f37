// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';
import { causeName } from '../errors/cause-name.js';
import { CallScope } from './call-scope.js';
import { correlationIdOf } from './checks/call-options.js';
import { checkAs, errorOfProblem, isRecord, RequestProblem } from './checks/check.js';
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

  /** `work` gets a copy of the request: a later leg must not see what the caller changes. */
  async operation<R extends CallOptions, T>(
    operation: Operation,
    given: R,
    work: (scope: CallScope, request: R) => Promise<T>,
  ): Promise<T> {
    const request = copyOf(given);
    const scope = this.#open(operation, request);
    const startedAt = performance.now();
    this.#running.add(scope);
    this.#options.log.started(scope);
    try {
      const result = await work(scope, request);
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
    const correlationId = correlationIdOf(request);
    checkAs(operation, () => checks[operation](request), correlationId);
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

/** Two levels deep, which is how deep requests are; signals and bytes stay what they are. */
function copyOf<R extends CallOptions>(request: R): R {
  if (!isRecord(request)) return request;
  const entries = Object.entries(request).map(([name, value]: [string, unknown]) => {
    if (Array.isArray(value)) return [name, [...(value as unknown[])]];
    const plain = isRecord(value) && Object.getPrototypeOf(value) === Object.prototype;
    return [name, plain ? { ...value } : value];
  });
  return Object.fromEntries(entries) as R;
}

function errorOfCause(scope: CallScope, cause: unknown): BrokerError {
  if (cause instanceof BrokerError) return cause;
  if (cause instanceof RequestProblem) {
    return errorOfProblem(cause, scope.operation, scope.correlationId);
  }
  const detail = `the call failed inside entra-broker [${causeName(cause)}]`;
  return scope.error('broker_error', { detail });
}
