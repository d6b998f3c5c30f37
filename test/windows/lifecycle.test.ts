// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { TemporaryFolder } from '../support/temporary-folder.js';
import type { WamRule } from './stand-in/rules.js';
import { WamStandIn } from './stand-in/wam-stand-in.js';
import { runWindowsProgram, windowsPath } from './support/windows-program.js';

// How processes with a Broker end, and what they leave: by the package's own entry, in node.exe.

jest.setTimeout(120_000);

const program = 'build-wine/scripts/test/windows/programs/lifecycle.js';

const unanswered: readonly WamRule[] = [{ when: { scope: 'User.Read' }, then: { never: true } }];

/** How the program ended, and its report; it has printed nothing. */
async function outcomeOf(
  action: string,
  { node, rules = [] }: { node: 20 | 22; rules?: readonly WamRule[] },
): Promise<{ code: number; report: unknown; activations: number }> {
  using folder = new TemporaryFolder();
  const file = folder.file('report');
  await using standIn = await WamStandIn.start();
  standIn.setRules(rules);
  const { code, stdout, stderr } = await runWindowsProgram(program, {
    ...{ node, environment: standIn.environment },
    arguments: [action, windowsPath(file)],
  });
  expect({ stdout, stderr }).toEqual({ stdout: '', stderr: '' });
  const activations = standIn.calls.filter(({ call }) => call === 'activate').length;
  return { code, report: JSON.parse(readFileSync(file, 'utf8')), activations };
}

describe.each([20, 22] as const)('in node.exe %i', (node) => {
  it('a program with an idle Broker that listens ends by itself', async () => {
    expect(await outcomeOf('idle', { node })).toMatchObject({ code: 0, report: { accounts: 1 } });
  });

  it('a call that nobody answers keeps a program until its time is up', async () => {
    const outcome = await outcomeOf('timedOut', { node, rules: unanswered });
    expect(outcome).toMatchObject({ code: 0, report: { code: 'timed_out' } });
  });

  it('process.exit() ends a program at once, with its code, while a call waits', async () => {
    const outcome = await outcomeOf('exit', { node, rules: unanswered });
    expect(outcome).toMatchObject({ code: 3, report: {} });
  });

  it('workers and the main thread use brokers at once, and every worker ends by itself', async () => {
    const worker = { accounts: 1, code: 0 };
    const report = { main: 1, workers: [worker, worker, worker] };
    expect(await outcomeOf('workers', { node })).toMatchObject({ code: 0, report });
  });

  it('two copies of the package work side by side', async () => {
    const report = { accounts: [1, 1, 1], same: false };
    expect(await outcomeOf('copies', { node })).toMatchObject({ code: 0, report });
  });

  it('500 calls of ten brokers leave no thread and no handle for each', async () => {
    const { code, report, activations } = await outcomeOf('calls', { node });
    const { threads, handles, ofAllCalls } = report as Record<string, number>;
    expect(code).toBe(0);
    // Pools of Windows' own breathe, and Wine keeps a handle for each activation of a class.
    expect(threads).toBeLessThan(10);
    expect((handles ?? 0) - activations * (ofAllCalls ?? 0)).toBeLessThan(200);
  });
});
