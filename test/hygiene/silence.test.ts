// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { startSimulator, type Rule, type Simulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

jest.setTimeout(60_000);

/** What a broker can do wrong, and how the calls that meet it end: one for accounts, one for a token. */
const faults: readonly (readonly [string, Rule['then'], string, string])[] = [
  ['crash before', { crash: 'before' }, 'broker_unavailable', 'broker_unavailable'],
  ['crash after', { crash: 'after' }, 'done', 'done'],
  ['silence', { noReply: true }, 'timed_out', 'timed_out'],
  ['twice', { replyTwice: true }, 'done', 'done'],
  ['no string', { wrongSignature: 'i' }, 'broker_protocol_error', 'broker_protocol_error'],
  ['nothing', { wrongSignature: 'none' }, 'broker_protocol_error', 'broker_protocol_error'],
  ['a list', { wrongSignature: 'as' }, 'broker_protocol_error', 'broker_protocol_error'],
  ['no JSON', { raw: '<html>' }, 'broker_protocol_error', 'broker_protocol_error'],
  ['too much', { raw: 'x'.repeat(9_000_000) }, 'broker_protocol_error', 'broker_protocol_error'],
  ['an error', { error: { status: 9 } }, 'incorrect_configuration', 'incorrect_configuration'],
  ['a bus error', { dbusError: { name: 'a.b.C', message: 'x' } }, 'broker_error', 'broker_error'],
  [
    'a prototype',
    { raw: '{"__proto__":{"x":1}}' },
    'broker_protocol_error',
    'broker_protocol_error',
  ],
];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
  simulator.on('running', (running) => {
    if (!running) void simulator.restart().catch(() => undefined);
  });
});

afterAll(async () => {
  await simulator.stop();
});

const folderVariables = [
  'HOME',
  'TMPDIR',
  'XDG_RUNTIME_DIR',
  'XDG_CACHE_HOME',
  'XDG_CONFIG_HOME',
  'XDG_DATA_HOME',
  'XDG_STATE_HOME',
];

/** The walk, with every place for files of its own: the working directory is one, too. */
async function walk(kind: string, folder: string): Promise<Ending> {
  const places = folderVariables.map((name) => [name, path.join(folder, name)] as const);
  const current = path.join(folder, 'current');
  for (const place of [current, ...places.map(([, place]) => place)]) mkdirSync(place);
  const named = faults.map(([name, then]) => ({ name, then, correlationId: randomUUID() }));
  simulator.setScenario('default');
  simulator.setRules(named.map(({ correlationId, then }) => ({ when: { correlationId }, then })));
  return runProgram('walk.cjs', {
    folder: path.join(__dirname, 'programs'),
    arguments: [
      kind,
      JSON.stringify(named.map(({ name, correlationId }) => [name, correlationId])),
    ],
    // libdbus ends a process that uses it wrongly, instead of telling stderr.
    environment: { ...Object.fromEntries(places), ...simulator.env, DBUS_FATAL_WARNINGS: '1' },
    under: ['env', '-C', current],
  });
}

const expectedFaults = Object.fromEntries(
  faults.flatMap(([name, , accounts, token]) => [
    [name, accounts],
    [`${name}, token`, token],
  ]),
);

it.each(['listeners', 'bare'])(
  'whatever happens, nothing is written to stdout, to stderr or to a file: %s',
  async (kind) => {
    using folder = new TemporaryFolder();
    const { report, ...ending } = await walk(kind, folder.path);
    expect(ending).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    // The walk has seen all that it was to see.
    expect(report).toEqual({
      addresses: [
        'available',
        'no_bus_address',
        ...['bus_address_refused', 'bus_unreachable', 'bus_address_refused'],
        ...['bus_address_refused', 'bus_unreachable'],
      ],
      operations: [...Array<string>(12).fill('done'), 'not_supported', 'done'],
      mistakes: [
        ...['invalid_request', 'invalid_request', 'request_aborted', 'invalid_request', 'done'],
        ...['window_handle_required', 'invalid_window_handle'],
      ],
      faults: expectedFaults,
      endings: ['closed', 'request_aborted', 'request_aborted', 'closed'],
      wrongOptions: 'invalid_request',
      warnings: [],
    });
    const files = readdirSync(folder.path, { recursive: true }).sort();
    expect(files).toEqual([...folderVariables, 'current'].sort());
  },
);
