// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';

const flow = 'acquireTokenInteractively';
const cancel = 'cancelInteractiveFlow';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterEach(() => {
  simulator.setRules([]);
});

afterAll(async () => {
  await simulator.stop();
});

function run(program: string, ...args: readonly string[]): Promise<Ending> {
  return runProgram(program, { environment: simulator.env, arguments: args });
}

const well = { code: 0, signal: null, stdout: '', stderr: '' };

it('a process with an idle broker and listeners ends by itself', async () => {
  expect(await run('idle.cjs')).toEqual({ ...well, report: 1 });
}, 40_000);

it('a process stays while a call waits', async () => {
  simulator.setRules([{ then: { delayMs: 1_000 } }]);
  expect(await run('wait.cjs')).toEqual({ ...well, report: '3.0.2' });
}, 40_000);

it('a process does not stay for a call that the native channel refused', async () => {
  expect(await run('refused.cjs')).toEqual({ ...well, report: 'TypeError' });
}, 40_000);

it('a process does not stay for a window that it gave up, once the broker was told', async () => {
  simulator.setRules([{ when: { method: flow }, then: { noReply: true } }]);
  const after = simulator.requests.length;
  expect(await run('abandon-window.cjs')).toEqual({ ...well, report: 'AbortError' });
  await simulator.waitForRequest(cancel, { after });
}, 40_000);

it('a process does not stay for a broker that hears of the end and says nothing', async () => {
  simulator.setRules([
    { when: { method: flow }, then: { noReply: true } },
    { when: { method: cancel }, then: { noReply: true } },
  ]);
  expect(await run('abandon-window.cjs')).toEqual({ ...well, report: 'AbortError' });
}, 40_000);

it('workers use brokers of their own, and may be ended in the middle of a call', async () => {
  const correlationId = '0a0b0c0d-0001-4002-8003-0000000000ff';
  simulator.setRules([{ when: { correlationId }, then: { noReply: true } }]);
  expect(await run('worker.cjs', correlationId)).toEqual({
    ...well,
    report: { accounts: 1, code: 0, ended: [1, 1, 1], after: 1 },
  });
}, 40_000);

it('nothing is ever written to stdout and stderr', async () => {
  const { report, ...ending } = await run('everything.cjs');
  expect(ending).toEqual(well);
  const outcomes = report as readonly string[];
  expect(outcomes).toEqual(
    expect.arrayContaining([
      'available',
      'no_bus_address',
      'bus_address_refused',
      'bus_unreachable',
      'done',
      'not_supported',
      'timed_out',
      'request_aborted',
      'invalid_request',
    ]),
  );
}, 40_000);
