// SPDX-License-Identifier: MIT
import { pairs, plugIns, told, ways } from './story.js';
import type { TestBed } from './test-bed.js';

const ada = 'ada@contoso.example';
const result = {
  username: ada,
  tokenType: 'Bearer',
  fromPlatformBroker: true,
  tokenLives: true,
  tenantOfIdToken: true,
};
const story = {
  isBrokerAvailable: true,
  withWindow: expect.objectContaining(result) as unknown,
  silently: expect.objectContaining(result) as unknown,
  accounts: [ada],
  afterSignOut: [],
};

export function signInCases(bed: () => TestBed): void {
  it.each(pairs(plugIns, ways))(
    'with a window, silently, and out again: %s, %s',
    async (plugIn, way) => {
      const { project, simulator } = bed();
      const after = simulator.requests.length;
      expect(await told(project, way, ['sign-in', plugIn], simulator.env)).toEqual(story);
      const methods = simulator.requests.slice(after).map(({ method }) => method);
      expect(methods.filter((method) => method !== 'getAccounts')).toEqual([
        'acquireTokenInteractively',
        'acquireTokenSilently',
        'removeAccount',
      ]);
    },
  );

  it('runs under the installed simulator', async () => {
    const { project } = bed();
    const simulator = project.installed('.bin', 'entra-broker-simulator');
    const under = [process.execPath, simulator, '--'];
    const ending = await project.run('as-module.mjs', {
      under,
      arguments: ['sign-in', plugIns[0]],
    });
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(ending.stdout)).toEqual(story);
  });
}
