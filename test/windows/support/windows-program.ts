// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { checkout } from '../../support/program.js';

/** How a Windows program ended; 124: it had to be ended. */
export interface WindowsEnding {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

export interface WindowsProgramOptions {
  readonly arguments?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Major version of the Node that runs it, or `none`: it is an .exe itself. Default 20. */
  readonly node?: 20 | 22 | 'none';
  /** Default 60 000. */
  readonly deadlineMs?: number;
  /** A console with a window that is shown, or one with a window that is not. Default: none. */
  readonly console?: 'window' | 'pty';
}

/** A program that runs. */
export interface WindowsProgram {
  readonly ended: Promise<WindowsEnding>;
}

/** Runs a program, a path within the checkout, to its end. */
export function runWindowsProgram(
  program: string,
  options: WindowsProgramOptions = {},
): Promise<WindowsEnding> {
  return startWindowsProgram(program, options).ended;
}

export function startWindowsProgram(
  program: string,
  options: WindowsProgramOptions = {},
): WindowsProgram {
  const { environment = {}, node = 20, deadlineMs = 60_000, console = 'none' } = options;
  const variables = Object.entries(environment).flatMap(([name, value]) => [
    '--env',
    `${name}=${value}`,
  ]);
  const child = spawn(
    process.execPath,
    [
      join(checkout, 'scripts/windows/run-program.mjs'),
      ...['--node', String(node), '--deadline-ms', String(deadlineMs), ...variables],
      ...['--console', console],
      '--',
      join(checkout, program),
      ...(options.arguments ?? []),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const ended = Promise.all([once(child, 'close'), text(child.stdout), text(child.stderr)]).then(
    ([[code], stdout, stderr]) => ({ code: Number(code), stdout, stderr }),
  );
  return { ended };
}

/** The JSON that a program wrote; throws with all it said if it failed. */
export function reportOf({ code, stdout, stderr }: WindowsEnding): unknown {
  if (code !== 0) throw new Error(`The program ended with ${code}: ${stdout}${stderr}`);
  return JSON.parse(stdout);
}

/** The name that Windows programs know a file of this machine by. */
export function windowsPath(file: string): string {
  return `Z:${file.replaceAll('/', '\\')}`;
}
