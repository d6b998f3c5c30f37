// SPDX-License-Identifier: MIT
import { constants } from 'node:os';

/** How a terminal or an administrator ends a program. */
const endings = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
type EndingSignal = (typeof endings)[number];

/** A signal ended a call; the cause is how the call ended. */
export class Interruption extends Error {
  /** Ctrl-C means the call, the others the program. */
  readonly endsProgram: boolean;
  /** As shells count it: 128 and the number of the signal. */
  readonly exitCode: number;

  constructor(signal: EndingSignal, cause: unknown) {
    super(`interrupted by ${signal}`, { cause });
    this.endsProgram = signal !== 'SIGINT';
    this.exitCode = 128 + constants.signals[signal];
  }
}

/**
 * Runs a call that the first such signal aborts, which closes the broker's window; the second ends
 * the program at once, as without us.
 *
 * @throws Interruption if the call failed after the signal
 */
export async function interruptible<T>(call: (signal: AbortSignal) => Promise<T>): Promise<T> {
  const controller = new AbortController();
  let came: EndingSignal | undefined;
  const interrupt = (signal: EndingSignal): void => {
    came = signal;
    controller.abort();
    forget();
  };
  const forget = (): void => {
    for (const signal of endings) process.removeListener(signal, interrupt);
  };
  for (const signal of endings) process.on(signal, interrupt);
  try {
    return await call(controller.signal);
  } catch (error) {
    throw came === undefined ? error : new Interruption(came, error);
  } finally {
    forget();
  }
}
