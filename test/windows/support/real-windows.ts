// SPDX-License-Identifier: MIT
import { createRequire } from 'node:module';
import { join } from 'node:path';

/** What Windows knows of a window. */
export interface WindowTraits {
  readonly className: string;
  readonly ownProcess: boolean;
  readonly shown: boolean;
  readonly transparent: boolean;
  readonly topmost: boolean;
  readonly inTaskbar: boolean;
}

/** Windows of Windows', by the addon of the tests: in node.exe only. Handles are bigints. */
export interface RealWindows {
  /** One that is shown and takes its messages; `owner` may be another process's. */
  createWindow(owner?: bigint): bigint;
  destroyWindow(window: bigint): void;
  isWindow(window: bigint): boolean;
  /** 0n for none. */
  ownerOf(window: bigint): bigint;
  /** Top-level windows of all processes. */
  ownedBy(owner: bigint): bigint[];
  describe(window: bigint): WindowTraits;
  /** 0n without a console. */
  consoleWindow(): bigint;
  /** Hides the console's window and has `terminal` own it, as Windows Terminal does. */
  putConsoleInto(terminal: bigint): void;
  desktopWindow(): bigint;
  /** How many of each this process has. */
  resources(): { readonly threads: number; readonly handles: number };
}

/** Seen from where the compiled tests lie, build-wine/scripts/test/windows/support. */
const file = join(__dirname, '../../../../programs/windows.node');

export function loadRealWindows(): RealWindows {
  return createRequire(__filename)(file) as RealWindows;
}
