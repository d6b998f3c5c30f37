// SPDX-License-Identifier: MIT
import { handleWithoutWindow } from '../../codecs/identity-broker/index.js';
import { check } from '../checks/check.js';
import { readWindowHandle } from '../window-handle.js';

/** X11 window ids have 29 bits; what is longer than 32 is no window of this platform. */
const highestX11Window = 0xffff_ffffn;

/**
 * The window of a request as the broker of Linux and WSL takes it.
 *
 * @throws RequestProblem as readWindowHandle does, and `invalid_window_handle` for what is no X11
 * window id.
 */
export function readX11Window(given: unknown): bigint {
  const window = readWindowHandle(given);
  if (window === 'console') return handleWithoutWindow;
  check(
    window <= highestX11Window,
    'parentWindowHandle must be an X11 window id on Linux, which has at most 32 bits',
    'invalid_window_handle',
  );
  return window;
}
