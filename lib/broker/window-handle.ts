// SPDX-License-Identifier: MIT
import { types } from 'node:util';

import { check } from './checks/check.js';
import { CONSOLE_WINDOW_HANDLE } from './console-window-handle.js';

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
  // Of a detached buffer nothing is left, and a view of it would throw.
  if (given.byteLength !== 4 && given.byteLength !== 8) return undefined;
  const view = new DataView(given.buffer, given.byteOffset, given.byteLength);
  return given.byteLength === 4 ? BigInt(view.getUint32(0, true)) : view.getBigUint64(0, true);
}
