// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import { advice } from '../errors/advice.js';
import { BrokerError } from '../errors/broker-error.js';
import type { BrokerErrorCode } from '../errors/table.js';

/** With more, a timer fires at once. */
const longestTimerMs = 2_147_483_647;

/** What a scope is made of, checked already. */
export interface ScopeOptions {
  /** Name of the public operation, for messages and log lines. */
  readonly operation: string;
  readonly correlationId?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  readonly timeoutMs: number;
  /** Values of this call that must not appear in logs and errors. */
  readonly secrets?: readonly string[];
}

/**
 * One public call from its start to its end, over all its legs: its id, its time, its signal. It
 * ends once: done, aborted, timed out or closed.
 */
export class CallScope {
  readonly operation: string;
  readonly correlationId: string;
  readonly secrets: readonly string[];
  readonly #deadline: number;
  readonly #timer: NodeJS.Timeout;
  readonly #signal: AbortSignal | undefined;
  readonly #listeners = new Set<(reason: BrokerError) => void>();
  #ending: BrokerError | undefined;

  constructor(options: ScopeOptions) {
    this.operation = options.operation;
    this.correlationId = options.correlationId ?? randomUUID();
    this.secrets = options.secrets ?? [];
    this.#deadline = performance.now() + options.timeoutMs;
    // The waiting call holds the process, not its clock.
    this.#timer = setTimeout(this.#onTimeout, Math.min(options.timeoutMs, longestTimerMs)).unref();
    this.#signal = options.signal;
    if (this.#signal?.aborted === true) this.#onAbort();
    else this.#signal?.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Milliseconds that are left; never negative. */
  get remainingMs(): number {
    return Math.max(0, Math.ceil(this.#deadline - performance.now()));
  }

  /** @throws BrokerError if the call was aborted, timed out or closed. */
  throwIfEnded(): void {
    if (this.#ending !== undefined) throw this.#ending;
  }

  /** Calls the listener when the call is ended from outside; returns how to stop listening. */
  onEnd(listener: (reason: BrokerError) => void): () => void {
    if (this.#ending !== undefined) listener(this.#ending);
    else this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Ends the call from outside, once. */
  end(code: Extract<BrokerErrorCode, 'request_aborted' | 'timed_out' | 'closed'>): void {
    if (this.#ending !== undefined) return;
    this.#ending =
      code === 'request_aborted'
        ? this.error(code, { status: 'ApplicationCanceled', cause: this.#signal?.reason })
        : this.error(code);
    const listeners = [...this.#listeners];
    this.dispose();
    for (const listener of listeners) listener(this.#ending);
  }

  /** Lets go of timer and signal; every call does this at its end. */
  dispose(): void {
    clearTimeout(this.#timer);
    this.#signal?.removeEventListener('abort', this.#onAbort);
    this.#listeners.clear();
  }

  /** A BrokerError of this call. `detail` says what happened where the code alone does not. */
  error(
    code: BrokerErrorCode,
    details: Partial<ConstructorParameters<typeof BrokerError>[0]> & { detail?: string } = {},
  ): BrokerError {
    const { detail, ...rest } = details;
    const what = detail === undefined ? advice[code] : `${detail}; ${advice[code]}`;
    return new BrokerError({
      message: `${this.operation}: ${what}`,
      correlationId: this.correlationId,
      ...rest,
      code,
    });
  }

  readonly #onAbort = (): void => {
    this.end('request_aborted');
  };

  readonly #onTimeout = (): void => {
    this.end('timed_out');
  };
}
