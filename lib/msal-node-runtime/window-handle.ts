// SPDX-License-Identifier: MIT
import { CONSOLE_WINDOW_HANDLE } from '../broker/console-window-handle.js';
import type { ParentWindowHandle } from '../broker/types.js';

const handleBytes = 8;

/**
 * The window that bytes stand for, little-endian. Zero, nothing and a single byte mean a program
 * without a window, since that is what callers without one send. Fewer than eight bytes are
 * filled up with zeros, where the original reads on behind them.
 */
export function windowOf(given: Uint8Array): ParentWindowHandle {
  if (given.length <= 1) return CONSOLE_WINDOW_HANDLE;
  const bytes = Buffer.alloc(handleBytes);
  bytes.set(given.subarray(0, handleBytes));
  const handle = bytes.readBigUInt64LE();
  return handle === 0n ? CONSOLE_WINDOW_HANDLE : handle;
}
