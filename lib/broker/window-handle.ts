// SPDX-License-Identifier: MIT
import { types } from 'node:util';

import { check } from './checks/check.js';

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

/** A window handle in its one form below the public types. */
export type WindowHandle = bigint | 'console';

const highest = 2n ** 64n - 1n;

/**
 * Reads what callers pass as window handle: a number, a bigint, or 4 or 8 bytes little-endian as
 * Electron's getNativeWindowHandle() gives them. Never reads past the bytes, as Microsoft's client
 * does with short buffers.
 *
 * @throws RequestProblem `window_handle_required` if there is none, `invalid_window_handle` if it
 * is zero, negative, no integer, too large or of another type.
 */
export function readWindowHandle(given: unknown): WindowHandle {
  check(
    given !== undefined && given !== null,
    'parentWindowHandle is missing: pass the id of your window, ' +
      'or CONSOLE_WINDOW_HANDLE for a program without one',
    'window_handle_required',
  );
  if (given === CONSOLE_WINDOW_HANDLE) return 'console';
  const handle = integerOf(given);
  check(
    handle !== undefined && handle > 0n && handle <= highest,
    'parentWindowHandle must be a window id above zero: a number, a bigint or ' +
      '4 or 8 bytes little-endian, or CONSOLE_WINDOW_HANDLE',
    'invalid_window_handle',
  );
  return handle;
}

function integerOf(given: unknown): bigint | undefined {
  if (typeof given === 'bigint') return given;
  if (typeof given === 'number') return Number.isSafeInteger(given) ? BigInt(given) : undefined;
  // Not instanceof: a Buffer may come from another realm, such as a vm context.
  if (!types.isUint8Array(given)) return undefined;
  const view = new DataView(given.buffer, given.byteOffset, given.byteLength);
  if (given.byteLength === 4) return BigInt(view.getUint32(0, true));
  return given.byteLength === 8 ? view.getBigUint64(0, true) : undefined;
}
