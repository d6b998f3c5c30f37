// SPDX-License-Identifier: MIT
// Apart from what reads handles, since importing the package loads this file and should no other.

declare const consoleBrand: unique symbol;

/** Type of CONSOLE_WINDOW_HANDLE; there is only one value of it. */
export interface ConsoleWindowHandle {
  readonly [consoleBrand]: true;
}

/**
 * Stands for the window of a program that has none of its own: the console it runs in. A sentinel,
 * never a number, so that a missing handle is not taken for it by accident. Registered under a
 * well-known symbol, so that two copies of this package in one process agree on it.
 */
export const CONSOLE_WINDOW_HANDLE = Symbol.for(
  'entra-broker.CONSOLE_WINDOW_HANDLE',
) as unknown as ConsoleWindowHandle;
