// SPDX-License-Identifier: MIT
import { failureOf } from './broker-failure.js';
import type { RuntimeFailure } from './failure.js';
import type { Ending } from './results.js';
import { telemetryData, type CallFacts } from './telemetry.js';

/** What a call brings. */
export interface Answer<T> {
  readonly value: T;
  /** Whether the broker was asked. Default true. */
  readonly brokerUsed?: boolean;
  /** What the broker reports about itself. */
  readonly reported?: Readonly<Record<string, unknown>> | undefined;
}

export interface Call<T> extends CallFacts {
  /** Runs later than the call returns; may throw RuntimeFailure at once. */
  readonly work: (signal: AbortSignal) => Answer<T> | Promise<Answer<T>>;
  /** Throws nothing. */
  readonly settle: (ending: Ending<T>) => void;
}

/** Stands for a call that runs. */
export class AsyncHandle {
  readonly #abort: AbortController;

  constructor(abort: AbortController) {
    this.#abort = abort;
  }

  CancelAsyncOperation(): void {
    this.#abort.abort();
  }
}

/** Starts a call. Its callback is called once, later, whatever happens. */
export function begin<T>(call: Call<T>): AsyncHandle {
  const abort = new AbortController();
  void run(call, abort.signal).then(call.settle);
  return new AsyncHandle(abort);
}

async function run<T>(call: Call<T>, signal: AbortSignal): Promise<Ending<T>> {
  try {
    const { value, brokerUsed = true, reported } = await call.work(signal);
    return { value, telemetryData: telemetryData(call, { brokerUsed, reported }) };
  } catch (cause) {
    const failure: RuntimeFailure = failureOf(cause);
    // What was found here never reached the broker.
    const brokerUsed = failure !== cause;
    return { failure, telemetryData: telemetryData(call, { brokerUsed, failure }) };
  }
}
