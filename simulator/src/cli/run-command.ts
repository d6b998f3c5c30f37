// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';

export type CommandEnd =
  | { readonly how: 'exit'; readonly code: number }
  | { readonly how: 'signal'; readonly signal: NodeJS.Signals }
  | { readonly how: 'not-started'; readonly code: 126 | 127; readonly reason: string };

const forwarded: readonly NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT'];

/** Runs the command with our terminal until it ends; signals that we get are the command's. */
export function runCommand(
  [file = '', ...args]: readonly string[],
  env: Readonly<Record<string, string>>,
): Promise<CommandEnd> {
  const child = spawn(file, args, { stdio: 'inherit', env: { ...process.env, ...env } });
  const pass = (signal: NodeJS.Signals): void => {
    // A terminal sends Ctrl-C to the command by itself; a second one would often mean "at once".
    if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
  };
  for (const signal of forwarded) process.on(signal, pass);
  return new Promise<CommandEnd>((resolve) => {
    child.on('error', (error: NodeJS.ErrnoException) => {
      const code = error.code === 'ENOENT' ? 127 : 126;
      resolve({ how: 'not-started', code, reason: error.code ?? error.message });
    });
    child.on('exit', (code, signal) => {
      resolve(signal === null ? { how: 'exit', code: code ?? 1 } : { how: 'signal', signal });
    });
  }).finally(() => {
    for (const signal of forwarded) process.off(signal, pass);
  });
}
