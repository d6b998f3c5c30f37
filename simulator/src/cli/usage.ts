// SPDX-License-Identifier: MIT
import { parseArgs } from 'node:util';
import { readyScenarios } from '../scenario/load.js';

export const usage = `Usage: entra-broker-simulator [--scenario FILE] [--ui auto|web] [-- COMMAND …]

Starts a simulated authentication broker on a private D-Bus session bus. With a COMMAND, runs it on
that bus, and ends with it and its exit code. Without one, prints the bus address as a shell line
and runs until it is interrupted.

  --scenario FILE   what the broker's world looks like: a JSON file, or one of
                    ${readyScenarios.join(', ')}
  --ui auto         sign-in windows are answered at once, as the scenario says (default)
  --ui web          a person answers them on a local web page, whose address is printed
  --help            this text
  --version         the version of the simulator

Exit codes: the command's own; 0 after an interrupt without a command; 1 the bus did not start;
2 wrong usage or scenario; 126 the command may not be run; 127 there is no such command.
`;

/** What is wrong with a command line, in words. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

export type CommandLine =
  | { readonly action: 'help' | 'version' }
  | {
      readonly action: 'run';
      readonly scenario: string | undefined;
      readonly ui: 'auto' | 'web';
      /** Empty if none was given. */
      readonly command: readonly string[];
    };

/** @throws UsageError */
export function readCommandLine(argv: readonly string[]): CommandLine {
  const end = argv.indexOf('--');
  const own = end < 0 ? argv : argv.slice(0, end);
  const command = end < 0 ? [] : argv.slice(end + 1);
  const { help, version, scenario, ui = 'auto' } = parsed(own);
  if (help === true) return { action: 'help' };
  if (version === true) return { action: 'version' };
  if (ui !== 'auto' && ui !== 'web') throw new UsageError('--ui takes auto or web');
  if (end >= 0 && command.length === 0) throw new UsageError('There is no command after --');
  return { action: 'run', scenario, ui, command };
}

function parsed(args: readonly string[]): {
  help?: boolean | undefined;
  version?: boolean | undefined;
  scenario?: string | undefined;
  ui?: string | undefined;
} {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean', short: 'h' },
        version: { type: 'boolean' },
        scenario: { type: 'string' },
        ui: { type: 'string' },
      },
      allowPositionals: false,
    }).values;
  } catch (cause) {
    throw new UsageError(cause instanceof Error ? cause.message : 'Unknown option', { cause });
  }
}
