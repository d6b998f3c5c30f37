// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { Listener, saysNothing } from '../support/listener.js';
import { checkout, runProgram, type Ending } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

jest.setTimeout(60_000);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
  simulator.setRules([{ when: { method: 'removeAccount' }, then: { noReply: true } }]);
});

afterAll(async () => {
  await simulator.stop();
});

function run(
  program: string,
  argument: string,
  busAddress = simulator.busAddress,
): Promise<Ending> {
  return runProgram(`${program}.cjs`, {
    folder: path.join(__dirname, 'programs'),
    arguments: [argument],
    environment: { DBUS_SESSION_BUS_ADDRESS: busAddress },
  });
}

const byItself = { code: 0, signal: null, stdout: '', stderr: '' };

// Guards against a crash: a worker's heap is gone while its broker thread still delivers to it; and
// against its thread and connection staying behind.
it('workers that are terminated in their calls take their threads and connections along', async () => {
  const own = { brokerThreads: 1, sockets: expect.any(Number) as number };
  const ended = await run('workers', 'terminated');
  expect(ended).toMatchObject({ ...byItself, report: { before: own, version: '3.0.2' } });
  const { before, after } = ended.report as { before: object; after: object };
  expect(after).toEqual(before);
});

// Guards against a state that belongs to the process where it should belong to the thread.
it('workers and the main thread use the broker at once, and every worker ends by itself', async () => {
  const ones = Array<number>(25).fill(1);
  expect(await run('workers', 'together')).toMatchObject({
    ...byItself,
    report: { own: ones, others: [ones, ones, ones], codes: [0, 0, 0] },
  });
});

// Guards against a hang: the end of a worker waits for its broker thread, which must not wait for a
// bus that says nothing.
it('workers can be terminated while they connect', async () => {
  using folder = new TemporaryFolder();
  const socket = folder.file('bus');
  await using _listener = await Listener.start({ path: socket }, saysNothing);
  expect(await run('workers', 'connecting', `unix:path=${socket}`)).toMatchObject({
    ...byItself,
    report: 5,
  });
});

// Guards against the process ending with a worker that ends in a callback.
it('process.exit() in a callback of a worker ends the worker alone', async () => {
  expect(await run('workers', 'exits')).toMatchObject({
    ...byItself,
    report: { code: 5, accounts: [1] },
  });
});

it('what nobody catches in a callback of a worker is the error of that worker', async () => {
  expect(await run('workers', 'throws')).toMatchObject({
    ...byItself,
    report: { message: 'the mistake of a worker', code: 1, accounts: [1] },
  });
});

// Guards against two addons of the same name that share symbols, and get at each other's objects.
it('two copies of the package work side by side, in the main thread and in a worker', async () => {
  using folder = new TemporaryFolder();
  const copy = folder.file('entra-broker');
  mkdirSync(path.join(copy, 'build', 'Release'), { recursive: true });
  for (const part of ['dist', 'package.json', 'build/Release/entra_broker.node']) {
    cpSync(path.join(checkout, part), path.join(copy, part), { recursive: true });
  }
  symlinkSync(path.join(checkout, 'node_modules'), path.join(copy, 'node_modules'));
  const used = { answers: 40, left: '3.0.2' };
  expect(await run('two-copies', copy)).toMatchObject({
    ...byItself,
    report: {
      same: false,
      first: { ...used, brokerThreads: 2 },
      second: { ...used, brokerThreads: 4 },
      code: 0,
    },
  });
});
