// SPDX-License-Identifier: MIT
import type { ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** Ends what start-windows.ts began. */
export default async function stopWindows(): Promise<void> {
  const { windowsHolder: holder } = globalThis as { windowsHolder?: ChildProcess };
  if (holder?.exitCode !== null) return; // none, or one that has ended
  const gone = once(holder, 'exit');
  holder.stdin?.end();
  await gone;
}
