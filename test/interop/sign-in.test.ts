// SPDX-License-Identifier: MIT
import { ada, grace, runtimeCall } from './runtime-calls.js';
import { changedScenario, simulatedDesktop } from './simulated-desktop.js';

describe("SignIn of Microsoft's runtime, with the simulator as its broker", () => {
  const desktop = simulatedDesktop();
  const silent = 'acquireTokenSilently';
  const interactive = 'acquireTokenInteractively';

  /** What the broker is asked for tokens during one SignIn, and what comes of it. */
  async function signIn(accountHint = '') {
    const before = desktop.simulator.requests.length;
    const outcome = await desktop.session.call(runtimeCall('SignIn', { accountHint }));
    const requests = desktop.simulator.requests.slice(before);
    const legs = requests.map(({ method }) => method).filter((method) => method !== 'getAccounts');
    return { outcome, legs };
  }

  it('is silent for the only account there is', async () => {
    const { outcome, legs } = await signIn();
    expect(outcome).toMatchObject({ result: { account: { username: ada } } });
    expect(legs).toEqual([silent]);
  });

  it.each([
    { status: 2, effect: 'mfa_required' },
    { status: 13, effect: 'account_unusable' },
  ] as const)('opens a window after status $status', async ({ effect }) => {
    desktop.simulator.setScenario(changedScenario({ policies: [{ effect }] }));
    const { outcome, legs } = await signIn();
    expect(outcome).toMatchObject({ result: { account: { username: ada } } });
    expect(legs).toEqual([silent, interactive]);
  });

  const others = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21, 22];
  it.each(others)('opens no window after status %i', async (status) => {
    desktop.simulator.setRules([{ when: { method: silent }, then: { error: { status } } }]);
    const { outcome, legs } = await signIn();
    expect(outcome).toHaveProperty('error');
    expect(legs).toEqual([silent]);
  });

  it('opens a window for a user who is not signed in, by the hint', async () => {
    const { outcome, legs } = await signIn(grace);
    expect(outcome).toMatchObject({ result: { account: { username: grace } } });
    expect(legs).toEqual([silent, interactive]);
    expect(desktop.simulator.interactions.at(-1)).toMatchObject({ loginHint: grace });
  });

  it('opens a window where the silent answer is for somebody else than the hint', async () => {
    desktop.simulator.signIn(grace);
    desktop.simulator.setRules([{ when: { method: silent }, then: { answerAs: ada } }]);
    const { outcome, legs } = await signIn(grace);
    expect(outcome).toMatchObject({ result: { account: { username: grace } } });
    expect(legs).toEqual([silent, interactive]);
  });
});
