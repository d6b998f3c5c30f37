// SPDX-License-Identifier: MIT
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { dirname, join } from 'node:path';
import { createInterface } from 'node:readline';

const scripts = join(dirname(dirname(__dirname)), 'scripts/windows');

const displayVariable = 'ENTRA_BROKER_WINDOWS_DISPLAY';

/**
 * Once for all files of the suite: makes Windows where that was not done, and starts it, unless
 * somebody holds it already and has named its display.
 */
export default async function startWindows(): Promise<void> {
  execFileSync(process.execPath, [join(scripts, 'set-up.mjs')], { stdio: 'inherit' });
  if (process.env[displayVariable] !== undefined) return;
  const holder = spawn(process.execPath, [join(scripts, 'hold-world.mjs')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  (globalThis as { windowsHolder?: ChildProcess }).windowsHolder = holder;
  const lines = createInterface({ input: holder.stdout });
  const first = await Promise.race([once(lines, 'line'), once(holder, 'exit')]);
  if (holder.exitCode !== null) throw new Error('Windows did not start; the reason stands above');
  const { display } = JSON.parse(String(first[0])) as { readonly display: string };
  // The workers of jest inherit it, and the programs that they start.
  process.env[displayVariable] = display;
}
