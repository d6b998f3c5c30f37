// SPDX-License-Identifier: MIT
import { CallScope } from '../broker/call-scope.js';
import { correlationIdOf } from '../broker/checks/call-options.js';
import { checkAs, errorOfProblem, RequestProblem } from '../broker/checks/check.js';
import type { CallOptions } from '../broker/types.js';
import { closed } from './broker-gate.js';

/** One public call. */
export interface Call<R extends CallOptions> {
  readonly operation: string;
  readonly request: R;
  /** @throws RequestProblem for what is wrong with the request. */
  readonly check: (request: R) => void;
  /** Milliseconds where the request names none. */
  readonly timeoutMs: number;
}

/** Runs the public calls of one app object: each is checked, has a time and a signal, and ends. */
export class Calls {
  readonly #running = new Set<CallScope>();
  #closed = false;

  async run<R extends CallOptions, T>(
    { operation, request, check, timeoutMs }: Call<R>,
    work: (scope: CallScope) => Promise<T>,
  ): Promise<T> {
    if (this.#closed) throw closed();
    const correlationId = correlationIdOf(request);
    checkAs(operation, () => check(request), correlationId);
    const scope = new CallScope({
      operation,
      correlationId,
      signal: request.signal,
      timeoutMs: request.timeoutMs ?? timeoutMs,
    });
    this.#running.add(scope);
    try {
      scope.throwIfEnded();
      return await work(scope);
    } catch (error) {
      if (error instanceof RequestProblem) {
        throw errorOfProblem(error, operation, scope.correlationId);
      }
      throw error;
    } finally {
      this.#running.delete(scope);
      scope.dispose();
    }
  }

  /** Ends every call with `closed`, and refuses new ones. */
  close(): void {
    this.#closed = true;
    for (const scope of [...this.#running]) scope.end('closed');
  }
}

/** Waits for work that knows no signal and no time: gives it up when the call ends. */
export async function within<T>(scope: CallScope, work: Promise<T>): Promise<T> {
  return new Promise<T>((resolve, reject) => {
    const stop = scope.onEnd(reject);
    work.then(resolve, reject).finally(stop);
  });
}

/** What a leg at the broker takes of its call: the same id and signal, and the time that is left. */
export function legOf(scope: CallScope, signal: AbortSignal | undefined): CallOptions {
  scope.throwIfEnded();
  return {
    correlationId: scope.correlationId,
    timeoutMs: Math.max(1, scope.remainingMs),
    ...(signal === undefined ? {} : { signal }),
  };
}
