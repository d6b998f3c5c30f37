// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import {
  ada,
  clientId,
  discover,
  failureOf,
  fails,
  grace,
  runtimeCall,
  succeeds,
} from './runtime-calls.js';
import { simulatedDesktop } from './simulated-desktop.js';

describe("Microsoft's runtime takes its accounts from the simulator", () => {
  const desktop = simulatedDesktop();

  async function discovered(): Promise<readonly string[]> {
    return (await discover(desktop.session)).map(({ username }) => username).sort();
  }

  it('finds the broker when it starts', () => {
    expect(desktop.session.startupError).toBeUndefined();
    expect(desktop.simulator.requests.at(-1)).toMatchObject({ method: 'Ping' });
  });

  it('discovers the account that is signed in, with its names and ids', async () => {
    const known = desktop.simulator.accounts.find(({ username }) => username === ada);
    expect(await discover(desktop.session)).toEqual([
      expect.objectContaining({
        accountId: known?.localAccountId,
        homeAccountId: known?.homeAccountId,
        localAccountId: known?.localAccountId,
        realm: known?.tenantId,
        username: ada,
        displayName: 'Ada Lovelace',
        givenName: 'Ada',
        familyName: 'Lovelace',
      }),
    ]);
  });

  it('discovers both of two accounts', async () => {
    desktop.simulator.setScenario('two-accounts');
    expect(await discovered()).toEqual([ada, grace]);
  });

  it('discovers nothing where nobody is signed in', async () => {
    desktop.simulator.setScenario('no-accounts');
    expect(await discovered()).toEqual([]);
  });

  it('reads a discovered account by its id', async () => {
    const [account] = await discover(desktop.session);
    const result = await succeeds(desktop.session, {
      api: 'ReadAccountById',
      clientId,
      correlationId: randomUUID(),
      accountId: account?.localAccountId ?? '',
    });
    expect(result.account).toMatchObject({ username: ada });
  });

  it('sees the account of a user who signs in in between', async () => {
    expect(await discovered()).toEqual([ada]);
    desktop.simulator.signIn(grace);
    expect(await discovered()).toEqual([ada, grace]);
  });

  it('forgets nothing of the broker when it signs out: it does not ask the broker', async () => {
    const [account] = await discover(desktop.session);
    const before = desktop.simulator.requests.length;
    await succeeds(desktop.session, {
      api: 'SignOutSilently',
      clientId,
      correlationId: randomUUID(),
      homeAccountId: account?.homeAccountId ?? '',
    });
    expect(desktop.simulator.requests.slice(before)).toEqual([]);
    expect(await discovered()).toEqual([ada]);
  });

  it('does without the accounts of a broker that fails to tell them', async () => {
    desktop.simulator.setRules([{ when: { method: 'getAccounts' }, then: { raw: 'no JSON' } }]);
    expect(await discovered()).toEqual([]);
    expect(await succeeds(desktop.session, runtimeCall('SignInSilently'))).toMatchObject({
      account: { username: ada },
    });
  });
});

describe("Microsoft's runtime without a broker on its bus", () => {
  const desktop = simulatedDesktop({ simulator: { start: 'absent' } });

  it('says so when it starts, and no call reaches a broker that comes later', async () => {
    const { startupError } = desktop.session;
    expect(startupError && failureOf(startupError)).toEqual({
      status: 6,
      code: 0,
      tag: '4r434',
      context: 'Broker cannot be initialized for MSALRuntime',
    });
    await desktop.simulator.restart();
    await fails(desktop.session, runtimeCall('SignInSilently'));
    expect(desktop.simulator.requests).toEqual([]);
  });
});
