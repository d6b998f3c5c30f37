// SPDX-License-Identifier: MIT
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { text } from 'node:stream/consumers';
import type { Readable } from 'node:stream';

export const checkout = path.dirname(path.dirname(__dirname));

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
  /** What it wrote to descriptor 3, as JSON; undefined if nothing. */
  readonly report: unknown;
}

export interface ProgramOptions {
  /** Variables besides those of this process; undefined takes one away. */
  readonly environment?: Readonly<Record<string, string | undefined>>;
  readonly arguments?: readonly string[];
  /** A command that runs the program: gets the path of Node and its arguments. */
  readonly under?: readonly string[];
  readonly folder?: string;
  /** Options of Node itself. */
  readonly flags?: readonly string[];
  /** A program that takes longer is killed. Default 25 000. */
  readonly patienceMs?: number;
  /** What the test does meanwhile; it may send signals. */
  readonly meanwhile?: (child: ChildProcess) => Promise<void>;
}

/** A hang is what the tests of endings look for; this is far above what any program needs. */
const patienceMs = 25_000;

/** Runs a program of test/integration/programs on the compiled package, until it ends by itself. */
export async function runProgram(name: string, options: ProgramOptions = {}): Promise<Ending> {
  const file = path.join(options.folder ?? path.join(checkout, 'test/integration/programs'), name);
  const [command = '', ...args] = [
    ...(options.under ?? []),
    process.execPath,
    ...(options.flags ?? []),
    file,
    ...(options.arguments ?? []),
  ];
  const child = spawn(command, args, {
    env: { ...process.env, ...options.environment },
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
  });
  const [ended] = await Promise.all([
    ending(child, options.patienceMs ?? patienceMs),
    options.meanwhile?.(child),
  ]);
  return ended;
}

async function ending(child: ChildProcess, patience: number): Promise<Ending> {
  const late = setTimeout(() => child.kill('SIGKILL'), patience);
  const [stdout, stderr, report] = [1, 2, 3].map((fd) => text(child.stdio[fd] as Readable));
  const [code, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  clearTimeout(late);
  const reported = (await report) ?? '';
  return {
    code,
    signal,
    stdout: (await stdout) ?? '',
    stderr: (await stderr) ?? '',
    report: reported === '' ? undefined : JSON.parse(reported),
  };
}
