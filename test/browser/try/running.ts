// SPDX-License-Identifier: MIT
import path from 'node:path';
import { checkout, runProgram, type Ending, type ProgramOptions } from '../../support/program.js';
import { clientId } from '../../support/requests.js';

const folder = path.join(checkout, 'dist', 'cli');

/** The command, as a shell runs it. */
export const command = [process.execPath, path.join(folder, 'main.js'), 'try'];

/** Runs `entra-broker try` without a terminal. */
export function runTry(args: readonly string[], options: ProgramOptions = {}): Promise<Ending> {
  return runProgram('main.js', { folder, ...options, arguments: ['try', ...args] });
}

/** The same for the client id of the tests, with the report as JSON. */
export async function tryInJson(
  args: readonly string[],
  options: ProgramOptions = {},
): Promise<{ readonly ending: Ending; readonly report: Report }> {
  const ending = await runTry(['--json', '--client-id', clientId, ...args], options);
  return { ending, report: JSON.parse(ending.stdout) as Report };
}

/** What `--json` prints. */
export interface Report {
  readonly decision?: Readonly<Record<string, unknown>>;
  readonly refused?: Readonly<Record<string, unknown>>;
  readonly steps: readonly {
    readonly flow: string;
    readonly succeeded: boolean;
    readonly outcome: Readonly<Record<string, unknown>>;
  }[];
  readonly log: readonly { readonly level: string; readonly message: string }[];
}

export const shortened = expect.stringMatching(/^\S{0,12}… \(\d+ characters\)$/) as unknown;
