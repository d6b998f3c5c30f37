// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { wine, wineEnvironment } from './places.mjs';

/**
 * How a program gets a console: a window of Wine's, a terminal of Linux's (its window is there and
 * not shown), or none.
 * @type {Readonly<Record<string, (command: readonly string[]) => readonly string[]>>}
 */
const launchers = {
  none: (command) => [wine, ...command],
  window: (command) => [wine, 'wineconsole', ...command],
  pty: (command) => ['script', '-qec', [wine, ...command].map(quoted).join(' '), '/dev/null'],
};

/** @param {string} word For a POSIX shell. */
function quoted(word) {
  return `'${word.replaceAll("'", `'\\''`)}'`;
}

/**
 * Runs a Windows program to its end or to the deadline. Its output goes to files: node.exe cannot
 * write to a pipe of Linux's.
 * @param {readonly string[]} command
 * @param {{ display: string, environment: Readonly<Record<string, string>>, deadlineMs: number, console?: string }} options
 *   `console`: `none` (default), `window` or `pty`.
 * @returns {Promise<{ exitCode: number | undefined, stdout: string, stderr: string }>} Without an
 *   exit code it was ended at the deadline.
 */
export async function runOnWindows(
  command,
  { display, environment, deadlineMs, console = 'none' },
) {
  const [program = '', ...words] = launchers[console]?.(command) ?? [];
  const folder = mkdtempSync(join(tmpdir(), 'entra-windows-'));
  const files = ['stdout', 'stderr'].map((name) => join(folder, name));
  const outputs = files.map((file) => openSync(file, 'w'));
  try {
    const child = spawn(program, words, {
      cwd: root,
      env: wineEnvironment({ DISPLAY: display, ...environment }),
      stdio: ['ignore', ...outputs],
      timeout: deadlineMs,
      killSignal: 'SIGKILL',
    });
    /** @type {number | undefined} */
    const exitCode = await new Promise((resolve, reject) => {
      child.once('error', reject);
      child.once('close', (code) => resolve(code ?? undefined));
    });
    const [stdout = '', stderr = ''] = files.map((file) => readFileSync(file, 'utf8'));
    return { exitCode, stdout, stderr };
  } finally {
    outputs.forEach(closeSync);
    rmSync(folder, { recursive: true, force: true });
  }
}
