// SPDX-License-Identifier: MIT
import { wireStatuses, type StatusName } from 'entra-broker-simulator';
import { scenarioWith } from '../support/scenarios.js';
import { identityPlugIns, pairs, told, ways, type Way } from './story.js';
import type { TestBed } from './test-bed.js';

const token = { gotToken: true, tokenType: 'Bearer' };

/** No step of DefaultAzureCredential before the broker asks the network or finds a tool. */
const brokerOnly = { AZURE_TOKEN_CREDENTIALS: 'dev', PATH: '' };

/** After these of a silent call, @azure/identity asks the user; its rule goes by the error's name. */
const askTheUser: readonly StatusName[] = [
  'InteractionRequired',
  'AccountUnusable',
  'AccountNotFound',
  'NoNetwork',
  'ServerTemporarilyUnavailable',
  'UserCanceled',
  'ApiContractViolation',
];

export function credentialCases(bed: () => TestBed): void {
  /** What the story told, and how many windows the broker opened meanwhile. */
  async function withWindows(
    way: Way,
    story: readonly string[],
    environment: Readonly<Record<string, string>> = bed().simulator.env,
  ): Promise<{ outcome: unknown; windows: number }> {
    const { project, simulator } = bed();
    const before = simulator.interactions.length;
    const outcome = await told(project, way, story, { ...environment, ...brokerOnly });
    return { outcome, windows: simulator.interactions.length - before };
  }

  function failSilentCall(status: StatusName): void {
    const when = { method: 'acquireTokenSilently' };
    bed().simulator.setRules([{ when, then: { error: { status: wireStatuses[status] } } }]);
  }

  describe.each(pairs(identityPlugIns, ways))('%s, %s', (plugIn, way) => {
    it('opens one window for two tokens', async () => {
      expect(await withWindows(way, ['credential', plugIn])).toEqual({
        outcome: [token, token],
        windows: 1,
      });
    });

    it("opens none for the desktop's account, with useDefaultBrokerAccount", async () => {
      const story = ['credential', plugIn, 'useDefaultBrokerAccount'];
      expect(await withWindows(way, story)).toEqual({ outcome: [token, token], windows: 0 });
    });

    it("gives DefaultAzureCredential a token of the desktop's account", async () => {
      expect(await withWindows(way, ['default-credential', plugIn])).toEqual({
        outcome: { gotToken: true },
        windows: 0,
      });
    });
  });

  describe.each(identityPlugIns)('%s', (plugIn) => {
    it.each(askTheUser)('opens a window after a silent call ended with %s', async (status) => {
      failSilentCall(status);
      expect(await withWindows('as-module.mjs', ['credential', plugIn])).toEqual({
        outcome: [token, token],
        windows: 2,
      });
    });

    it('opens no window after a silent call ended with AuthorityUntrusted', async () => {
      failSilentCall('AuthorityUntrusted');
      const passedOn = { name: 'ClientConfigurationError' };
      expect(await withWindows('as-module.mjs', ['credential', plugIn])).toEqual({
        outcome: [token, passedOn],
        windows: 1,
      });
    });

    it('asks again with a window where the desktop has no usable account', async () => {
      bed().simulator.setScenario('mfa');
      const story = ['credential', plugIn, 'useDefaultBrokerAccount'];
      expect(await withWindows('as-module.mjs', story)).toEqual({
        outcome: [token, token],
        windows: 1,
      });
    });

    it('does not ask again after the user refused', async () => {
      bed().simulator.setScenario(scenarioWith({ interactive: { answer: 'refuse' } }));
      const refused = { name: 'AuthenticationRequiredError', errorCode: 'user_canceled' };
      expect(await withWindows('as-module.mjs', ['credential', plugIn])).toEqual({
        outcome: [refused, refused],
        windows: 2,
      });
    });

    it('never opens a window from DefaultAzureCredential', async () => {
      bed().simulator.setScenario('mfa');
      expect(await withWindows('as-module.mjs', ['default-credential', plugIn])).toEqual({
        outcome: { name: 'AggregateAuthenticationError' },
        windows: 0,
      });
    });

    it('refuses brokerOptions where there is no broker', async () => {
      const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent' };
      const { outcome } = await withWindows('as-module.mjs', ['credential', plugIn], nowhere);
      expect(outcome).toContain('the broker is unavailable');
    });
  });

  it('opens no window after a call of our plug-in took too long', async () => {
    const when = { method: 'acquireTokenSilently' };
    bed().simulator.setRules([{ when, then: { noReply: true } }]);
    expect(await withWindows('as-module.mjs', ['impatient-credential'])).toEqual({
      outcome: [token, { name: 'AbortError' }],
      windows: 1,
    });
  });
}
