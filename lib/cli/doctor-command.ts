// SPDX-License-Identifier: MIT
import { parseArgs } from 'node:util';

import { isGuid } from '../broker/checks/check.js';
import { examine, type Diagnosis } from './diagnosis.js';
import { UsageError } from './usage.js';

const usage = `Usage: entra-broker doctor [--json] [--client-id ID]

Goes from this program to the broker step by step and says where the way ends. It pings the broker,
which starts one that is installed and not running. On Windows it says what Windows, session and
process are.

Options:
  --client-id ID   also count the accounts that this client id sees, and fill in its redirect URIs
  --json           print one JSON object instead of lines
  --help           print this

Exit code: 0 the broker is available, 1 it is not, 2 usage.
`;

const marks = { well: 'ok', ill: '!!', skipped: '--' } as const;

/** `entra-broker doctor`; writes its report and returns the exit code. */
export async function doctorCommand(
  args: readonly string[],
  output: NodeJS.WritableStream,
): Promise<number> {
  const options = parse(args);
  if (options.help === true) {
    output.write(usage);
    return 0;
  }
  const clientId = options['client-id'];
  if (clientId !== undefined && !isGuid(clientId)) {
    throw new UsageError('--client-id takes the application (client) id, a GUID', usage);
  }
  const diagnosis = await examine(clientId);
  output.write(
    options.json === true ? `${JSON.stringify(diagnosis, null, 2)}\n` : render(diagnosis),
  );
  return diagnosis.available ? 0 : 1;
}

function parse(args: readonly string[]): { json?: boolean; help?: boolean; 'client-id'?: string } {
  try {
    return parseArgs({
      args: [...args],
      options: {
        json: { type: 'boolean' },
        help: { type: 'boolean', short: 'h' },
        'client-id': { type: 'string' },
      },
    }).values;
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error), usage);
  }
}

function render(diagnosis: Diagnosis): string {
  const lines = diagnosis.steps.flatMap(({ name, state, finding, advice }) => [
    `${marks[state]}  ${name.padEnd(14)}${finding}`,
    ...(advice === undefined ? [] : [`${' '.repeat(18)}${advice}`]),
  ]);
  const uris = diagnosis.redirectUris.map(({ platform, uri }) => `    ${uri}  (${platform})`);
  const verdict = diagnosis.available ? 'The broker is available.' : 'The broker is not available.';
  return [
    ...lines,
    '',
    'Redirect URIs to register under "Mobile and desktop applications":',
    ...uris,
    '',
    verdict,
    '',
  ].join('\n');
}
