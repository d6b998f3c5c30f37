// SPDX-License-Identifier: MIT
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdtempSync, readdirSync, rmSync, watch } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { BusClient } from './support/bus-client.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const bin = join(__dirname, '..', '..', 'simulator', 'bin', 'entra-broker-simulator.cjs');

// A folder of our own for temporary files, so that what is left behind can be told.
let temporary: string;
beforeEach(() => {
  temporary = mkdtempSync(join(tmpdir(), 'cli-'));
});
afterEach(() => {
  rmSync(temporary, { recursive: true });
});

function start(...args: readonly string[]): ChildProcess {
  const env = { ...process.env, TMPDIR: temporary, DBUS_SESSION_BUS_ADDRESS: 'unix:path=/none' };
  return spawn(process.execPath, [bin, ...args], { env, stdio: ['ignore', 'pipe', 'pipe'] });
}

interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

async function ended(child: ChildProcess): Promise<Ended> {
  let stdout = '';
  let stderr = '';
  child.stdout?.on('data', (data) => (stdout += String(data)));
  child.stderr?.on('data', (data) => (stderr += String(data)));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  return { code, signal, stdout, stderr };
}

/** Output up to where the pattern is found. */
async function printed(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  let text = '';
  for await (const data of child.stdout ?? []) {
    text += String(data);
    const found = pattern.exec(text);
    if (found !== null) return found;
  }
  throw new Error(`ended without printing ${String(pattern)}: ${text}`);
}

const leftBehind = (): readonly string[] => readdirSync(temporary);

test('a command runs on the simulated bus, with its output and exit code passed through', async () => {
  const script = 'echo "$DBUS_SESSION_BUS_ADDRESS"; echo oops >&2; exit 7';
  const { code, stdout, stderr } = await ended(start('--', 'sh', '-c', script));
  expect(code).toBe(7);
  expect(stdout).toMatch(/^unix:path=.+\/bus\n$/);
  expect(stderr).toBe('oops\n');
  expect(leftBehind()).toEqual([]);
});

test('a command’s own options are not ours', async () => {
  const { code, stdout } = await ended(start('--', 'echo', '--help', '--', '--ui'));
  expect([code, stdout]).toEqual([0, '--help -- --ui\n']);
});

test('a command that dies of a signal takes us along in the same way', async () => {
  const { signal } = await ended(start('--', 'sh', '-c', 'kill -TERM $$'));
  expect(signal).toBe('SIGTERM');
  expect(leftBehind()).toEqual([]);
});

test.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s is passed on to the command',
  async (name) => {
    const script = `process.on('${name}', () => process.exit(42)); console.log('up'); setInterval(() => {}, 1000);`;
    const child = start('--', process.execPath, '-e', script);
    await printed(child, /up/);
    child.kill(name);
    const { code } = await ended(child);
    expect(code).toBe(42);
    expect(leftBehind()).toEqual([]);
  },
);

test.each(['SIGINT', 'SIGTERM'] as const)(
  'without a command it serves until %s, and leaves nothing',
  async (name) => {
    const child = start();
    const [, address = ''] = await printed(child, /^export DBUS_SESSION_BUS_ADDRESS='(.+)'$/m);
    const client = await BusClient.open(address);
    expect(await client.ping()).toMatchObject({ type: 2 });
    const hungUp = client.closed();
    child.kill(name);
    const { code } = await ended(child);
    expect(code).toBe(0);
    await hungUp;
    expect(leftBehind()).toEqual([]);
  },
);

test('killed outright, it still takes the bus and its folder along', async () => {
  const child = start();
  const [, address = ''] = await printed(child, /'(.+)'/);
  const client = await BusClient.open(address);
  const folder = address.replace('unix:path=', '').replace(/\/bus$/, '');
  const gone = new Promise<void>((resolve) => {
    const watcher = watch(temporary, () => {
      if (existsSync(folder)) return;
      watcher.close();
      resolve();
    });
  });
  child.kill('SIGKILL');
  await client.closed();
  await gone;
});

test('--ui web prints the address of the page', async () => {
  const { stderr } = await ended(start('--ui', 'web', '--', 'true'));
  expect(stderr).toMatch(
    /^entra-broker-simulator: sign-in page: http:\/\/127\.0\.0\.1:\d+\/[\w-]{32}\/\n$/,
  );
});

test.each([
  ['--help', /^Usage: entra-broker-simulator/],
  ['--version', /^\d+\.\d+\.\d+\n$/],
])('%s answers on stdout with 0', async (option, expected) => {
  const { code, stdout } = await ended(start(option));
  expect([code, stdout]).toEqual([0, expect.stringMatching(expected)]);
});

test.each([
  ['an unknown option', ['--nonsense'], /Unknown option '--nonsense'/],
  ['an argument without --', ['npm', 'test'], /Unexpected argument 'npm'/],
  ['a wrong UI', ['--ui', 'gtk'], /--ui takes auto or web/],
  ['no command after --', ['--'], /no command after --/],
  ['a missing scenario', ['--scenario', 'missing.json'], /missing\.json is not a usable scenario/],
])('%s is wrong usage: 2, with the reason on stderr', async (_what, args, reason) => {
  const { code, stdout, stderr } = await ended(start(...args));
  expect([code, stdout]).toEqual([2, '']);
  expect(stderr).toMatch(reason);
});

test.each([
  ['that does not exist', 127, './missing-command'],
  ['that may not be run', 126, __filename],
])('a command %s ends with %i', async (_what, expected, command) => {
  const { code, stderr } = await ended(start('--', command));
  expect(code).toBe(expected);
  expect(stderr).toContain(`cannot run ${command}`);
  expect(leftBehind()).toEqual([]);
});
