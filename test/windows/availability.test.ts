// SPDX-License-Identifier: MIT
import type { Diagnosis } from '../../lib/cli/diagnosis.js';
import { WamStandIn } from './stand-in/wam-stand-in.js';
import { recordedIds, recordedWorld } from './support/recorded-world.js';
import { reportOf, runWindowsProgram } from './support/windows-program.js';

jest.setTimeout(90_000);

const scripts = 'build-wine/scripts';

type Environment = Readonly<Record<string, string>>;

async function doctor(environment: Environment, ...options: string[]) {
  const call = { arguments: ['doctor', ...options], environment, node: 22 } as const;
  return runWindowsProgram(`${scripts}/lib/cli/main.js`, call);
}

async function knownTo(environment: Environment): Promise<unknown> {
  const program = `${scripts}/test/windows/programs/availability.js`;
  return reportOf(await runWindowsProgram(program, { environment }));
}

it('doctor shows what this Windows and this process are, and who is signed in', async () => {
  await using standIn = await WamStandIn.start(recordedWorld);
  const options = ['--json', '--client-id', recordedIds.clientId];
  const { stdout, stderr, code } = await doctor(standIn.environment, ...options);
  expect({ stderr, code }).toEqual({ stderr: '', code: 0 });
  const { available, steps, host } = JSON.parse(stdout) as Diagnosis;
  expect(available).toBe(true);
  expect(steps.filter(({ state }) => state === 'ill')).toEqual([]);
  expect(steps.find(({ name }) => name === 'accounts')?.finding).toBe('1');
  expect(host).toMatchObject({ coreManager: 0, plugin: 0, correlationId: true, shell: true });
  expect(host?.osVersion).toMatch(/^10\.0\.\d+/);
});

it('doctor says that there is no Web Account Manager, with the HRESULT', async () => {
  const { stdout, code } = await doctor({});
  expect(code).toBe(1);
  expect(stdout).toMatch(/^!! {2}WAM {11}missing\n.*no Web Account Manager.*\[0x80040154\]$/m);
  expect(stdout).toContain('The broker is not available.');
});

describe('what the entries know of the broker', () => {
  const refused = 0x80070005;

  it('at once, where WAM can serve', async () => {
    await using standIn = await WamStandIn.start(recordedWorld);
    const available = { available: true, channel: 'wam' };
    const known = { plugin: available, startup: null, inspected: available };
    expect(await knownTo(standIn.environment)).toEqual(known);
  });

  it.each([
    ['wam_missing', { call: 'activate' }],
    ['wam_plugin_missing', { call: 'FindAccountProviderWithAuthorityAsync' }],
  ] as const)('%s, with the HRESULT', async (problem, when) => {
    await using standIn = await WamStandIn.start(recordedWorld);
    standIn.setRules([{ when, then: { refuse: refused } }]);
    const unavailable = {
      ...{ available: false, reason: 'unavailable', problem },
      detail: expect.stringContaining('[0x80070005]') as string,
    };
    expect(await knownTo(standIn.environment)).toEqual({
      plugin: unavailable,
      startup: expect.objectContaining({ errorStatus: 6 }) as object,
      inspected: unavailable,
    });
  });
});
