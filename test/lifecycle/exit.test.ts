// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator, type Rule, type Simulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';

jest.setTimeout(60_000);

const rules: readonly Rule[] = [
  { when: { method: 'removeAccount' }, then: { noReply: true } },
  { when: { method: 'generateSignedHttpRequest' }, then: { crash: 'after' } },
];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(async () => {
  await simulator.stop();
});

beforeEach(async () => {
  simulator.setScenario('default');
  simulator.setRules(rules);
  await simulator.restart();
});

function run(
  program: string,
  kind: string,
  options: Parameters<typeof runProgram>[1] = {},
): Promise<Ending> {
  return runProgram(`${program}.cjs`, {
    folder: path.join(__dirname, 'programs'),
    arguments: [kind],
    environment: simulator.env,
    ...options,
  });
}

const silent = { stdout: '', stderr: '' };
const byItself = { code: 0, signal: null, ...silent };

// Guards against a hang: a connection or the broker thread that holds the event loop. With
// listeners, with a call that is answered late and with a window that is given up:
// test/integration/process-life.test.ts.
it.each(['untouched', 'used', 'probed', 'closed'])(
  'a program ends by itself with a broker that is %s and idle',
  async (kind) => {
    expect(await run('idle', kind)).toMatchObject({ ...byItself, report: 'idle' });
  },
);

// Guards against a hang where nobody answers, and against an end before the call has settled.
it('a call that nobody answers keeps a program until its time is up', async () => {
  simulator.setRules([{ then: { noReply: true } }]);
  expect(await run('pending', 'late')).toMatchObject({ ...byItself, report: 'timed_out' });
});

// Guards against a hang until the deadline (a minute here) of calls that nobody wants any more.
it('a program ends by itself while only unreferenced calls wait', async () => {
  simulator.setRules([{ then: { noReply: true } }]);
  expect(await run('pending', 'unreferenced')).toMatchObject({ ...byItself, report: undefined });
});

// Guards against a crash: the process is taken down within a call from the addon, while the broker
// thread goes on and has more to deliver; C++ objects must not be destroyed under it.
it.each(['reply', 'continuation', 'log', 'owner', 'exit-event'])(
  'process.exit() in a callback ends the program at once, with its code: %s',
  async (kind) => {
    expect(await run('exit-in-callback', kind)).toMatchObject({ code: 7, signal: null, ...silent });
  },
);

// Guards against an exception that is lost in C++, or ends the process by abort().
it.each([
  ['reply', 1],
  ['continuation', 1],
  ['log', 1],
  ['owner', 1],
  ['handler', 7],
] as const)(
  'what nobody catches ends the program as Node defines it: %s, %i',
  async (kind, code) => {
    const ended = await run('uncaught', kind);
    expect(ended).toMatchObject({ code, signal: null, stdout: '' });
    // Node's own report, with the place in the application.
    expect(ended.stderr).toMatch(
      /Error: the mistake of an application\n\s+at (process\.)?fail \(.*uncaught\.cjs/,
    );
  },
);

// Guards against callbacks that are dropped, or called twice, because one before them threw.
it('a program that survives its exceptions gets every other reply, once', async () => {
  const ended = await run('uncaught', 'swallowed');
  expect(ended).toMatchObject(byItself);
  const thrown = Array.from({ length: 34 }, (_, index) => String(index * 3));
  expect(ended.report).toEqual({ caught: thrown, settled: Array(100).fill(true) });
});

/** Bits of all of them, but for those that cannot be blocked and two of the C library's own. */
const allSignals = 0xfffffffe7ffbfeffn;

// Guards against a process that cannot be stopped, and against handlers of signals that run on our
// thread: that one starts with all of them blocked, and the one that starts it must not stay so.
it.each(['SIGTERM', 'SIGINT', 'SIGHUP'] as const)(
  '%s ends a program that waits',
  async (signal) => {
    const from = simulator.requests.length;
    const ended = await run('killed', '', {
      meanwhile: async (child) => {
        await simulator.waitForRequest('removeAccount', { after: from, timeoutMs: 20_000 });
        child.kill(signal);
      },
    });
    expect(ended).toMatchObject({ code: null, signal, ...silent });
    const { before, after, own } = ended.report as Record<'before' | 'after' | 'own', string>;
    expect(after).toBe(before);
    expect(BigInt(`0x${own}`) & allSignals).toBe(allSignals);
  },
);
