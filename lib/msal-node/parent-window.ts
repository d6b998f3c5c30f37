// SPDX-License-Identifier: MIT
import { types } from 'node:util';

import { check } from '../broker/checks/check.js';
import { CONSOLE_WINDOW_HANDLE } from '../broker/console-window-handle.js';
import type { ParentWindowHandle } from '../broker/types.js';

/**
 * The window that msal's caller gave. None, an empty Buffer and one zero byte mean a program
 * without a window: that is what callers of msal and @azure/identity send.
 *
 * @throws RequestProblem `invalid_window_handle` for what is no Buffer of 4 or 8 bytes.
 */
export function parentWindowOf(given: unknown): ParentWindowHandle {
  if (given === undefined || given === null) return CONSOLE_WINDOW_HANDLE;
  const isBytes = types.isUint8Array(given);
  if (isBytes && (given.length === 0 || (given.length === 1 && given[0] === 0))) {
    return CONSOLE_WINDOW_HANDLE;
  }
  check(
    isBytes && (given.length === 4 || given.length === 8) && given.some((byte) => byte !== 0),
    'windowHandle must be a Buffer with the id of your window in 4 or 8 bytes, as ' +
      "Electron's getNativeWindowHandle() gives it, or be left out for a program without a window",
    'invalid_window_handle',
  );
  return given;
}
