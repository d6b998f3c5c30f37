#!/usr/bin/env node
// SPDX-License-Identifier: MIT
import { stderr, stdin, stdout } from 'node:process';

import { doctorCommand } from './doctor-command.js';
import { UsageError } from './usage.js';

const usage = `Usage: entra-broker <command> [options]

Commands:
  doctor    why is the broker on or off, and what to do; see: entra-broker doctor --help
  try       sign in as your app would, and see what comes of it; see: entra-broker try --help
`;

/** Exit codes of every command: 0 well, 1 not well, 2 usage, above 128 a signal. */
async function main(args: readonly string[]): Promise<number> {
  const [command, ...rest] = args;
  switch (command) {
    case 'doctor':
      return doctorCommand(rest, stdout);
    case 'try': {
      // Loads what the other commands do without.
      const { tryCommand } = await import('./try-command.js');
      return tryCommand(rest, { input: stdin, output: stdout, errors: stderr });
    }
    case '--help':
    case '-h':
    case 'help':
      stdout.write(usage);
      return 0;
    case undefined:
      throw new UsageError('a command is missing', usage);
    default:
      throw new UsageError(`unknown command: ${command}`, usage);
  }
}

// Whoever reads our output may stop early, such as head(1).
stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    process.exitCode = error instanceof UsageError ? 2 : 1;
    const text = error instanceof Error ? error.message : String(error);
    stderr.write(`entra-broker: ${text}\n`);
  },
);
