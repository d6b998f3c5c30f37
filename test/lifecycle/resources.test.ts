// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';

jest.setTimeout(180_000);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(async () => {
  await simulator.stop();
});

beforeEach(() => {
  simulator.setRules([{ when: { method: 'removeAccount' }, then: { noReply: true } }]);
});

function run(program: string, kind = ''): Promise<Ending> {
  return runProgram(`${program}.cjs`, {
    folder: path.join(__dirname, 'programs'),
    arguments: [kind],
    environment: simulator.env,
    // A young generation of one size, so that a larger one is not taken for a leak.
    flags: ['--expose-gc', '--max-semi-space-size=1'],
    patienceMs: 150_000,
  });
}

const byItself = { code: 0, signal: null, stdout: '', stderr: '' };

// Guards against calls that nobody answers any more, and a close that waits for them.
it.each([
  ['pending', ['closed']],
  ['twice', ['closed']],
  ['begin', ['closed']],
  ['callback', ['answered', 'closed', 50]],
  ['exit', undefined],
])('a broker may be closed at any time: %s', async (kind, report) => {
  expect(await run('closing', kind)).toMatchObject({ ...byItself, report });
});

// Guards against brokers that live for ever because the addon holds them, or they each other.
it.each(['plain', 'listeners', 'holder'])(
  'a broker that nobody holds is collected, and its connection closes: %s',
  async (kind) => {
    expect(await run('collection', kind)).toMatchObject({
      ...byItself,
      report: { opened: 50, held: 50 },
    });
  },
);

it('a closed channel is collected, though its listener refers to it', async () => {
  expect(await run('collection', 'watched')).toMatchObject({ ...byItself, report: 'collected' });
});

// Guards against the opposite: a channel that is collected under a call, whose answer is lost.
it('a call holds its broker until it is answered', async () => {
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { delayMs: 300 } }]);
  expect(await run('collection', 'pending')).toMatchObject({ ...byItself, report: 1 });
});

it('a channel with a call that keeps no process alive is collected after the call', async () => {
  expect(await run('collection', 'unreferenced')).toMatchObject({
    ...byItself,
    report: ['timed_out'],
  });
});

// Guards against a leak of threads, descriptors and memory. What a round leaves would show
// thousandfold: 3 MB are 3 KB for each, less than the messages of one.
it('a thousand brokers leave no thread, no descriptor and no memory', async () => {
  const ended = await run('rounds');
  expect(ended).toMatchObject(byItself);
  const { before, after, residentBefore, residentAfter } = ended.report as Readonly<
    Record<'before' | 'after', object> & Record<'residentBefore' | 'residentAfter', number>
  >;
  expect(after).toEqual(before);
  expect(residentAfter - residentBefore).toBeLessThan(3);
});
