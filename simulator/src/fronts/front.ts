// SPDX-License-Identifier: MIT
import type { Directive, IncomingCall } from '../core/directive.js';

/** What a front asks of the simulator. */
export interface Host {
  handle(call: IncomingCall): Directive;
  /** The broker dies, as a directive wants it. */
  crash(): void;
  /** Somebody calls a broker that is not running but may be started; rejects if it cannot be. */
  activate(): Promise<void>;
}

/** A way on which clients reach the broker. */
export interface Front {
  /** The broker comes: clients find it from now on. */
  appear(): Promise<void>;
  /** The broker goes at once; calls that wait are lost. */
  vanish(): Promise<void>;
  /** The bus dies under everybody. */
  killBus(): Promise<void>;
  /** A new bus at the old address, with no broker on it yet. */
  restartBus(): Promise<void>;
  close(): Promise<void>;
}

export type ActivationFailure = 'exits' | 'never-appears' | 'missing-executable';

/** How a broker that is only activatable comes up. */
export interface Activation {
  /** Default 0. */
  readonly delayMs?: number;
  /** Default: none, it comes up. */
  readonly failure?: ActivationFailure;
  /** How long the bus waits for it. Default 25 000. */
  readonly timeoutMs?: number;
}

/** The broker could not be started; `errorName` is what a bus daemon calls it. */
export class ActivationError extends Error {
  override readonly name = 'ActivationError';

  constructor(readonly errorName: string) {
    super(`The broker could not be started: ${errorName}`);
  }
}
