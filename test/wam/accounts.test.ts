// SPDX-License-Identifier: MIT
import type { Account, AccountsChange } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace, silentRequest } from '../support/requests.js';
import { guestTenant, pat, WamStage, webAccountIds } from './stage.js';

const guestOid = 'e1f2a3b4-c5d6-4e7f-8a9b-0c1d2e3f4a5b';
const guests = { [ada.username]: { tenantId: guestTenant, oid: guestOid } };
const listing = ['FindAccountProvider organizations', 'FindAllAccountsWith organizations'];
const personalListing = ['FindAccountProvider consumers', 'FindAllAccountsWith consumers'];
const discoveryCall = 'GetTokenSilentlyWithWebAccountAsync';
const discovery = [
  `FindAccountProvider ${ada.realm}`,
  `GetTokenSilentlyWithWebAccount ${ada.realm} wam-ada`,
];

describe('the list of accounts', () => {
  it('is that of the plug-ins; where an account is at home is looked up once', async () => {
    await using stage = await WamStage.open({ listsPersonalAccounts: true });
    const accounts = await stage.broker.getAccounts({ clientId });
    expect(accounts.map(({ homeAccountId }) => homeAccountId)).toEqual([
      ada.homeAccountId,
      pat.homeAccountId,
    ]);
    expect(accounts[1]?.wamAccountIds).toEqual({
      [clientId]: webAccountIds['pat@outlook.example'],
    });
    expect(stage.asked()).toEqual([...listing, ...discovery, ...personalListing]);
    await stage.broker.getAccounts({ clientId });
    expect(stage.asked()).toEqual([...listing, ...personalListing]);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('asks nobody for a home that a result has told', async () => {
    await using stage = await WamStage.open();
    const account = { ...ada, wamAccountIds: { [clientId]: 'wam-ada' } };
    await stage.broker.acquireTokenSilently({ ...silentRequest, account });
    stage.asked();
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(stage.asked()).toEqual([...listing, ...personalListing]);
    expect(listed?.clientInfo).toEqual(expect.any(String));
  });

  it('keeps guests, under the home that WAM’s list does not tell', async () => {
    await using stage = await WamStage.open({ guests });
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(listed).toMatchObject({
      homeAccountId: ada.homeAccountId,
      localAccountId: guestOid,
      realm: guestTenant,
    });
  });

  it.each([
    ['for good, is not looked up again', { status: 3, error: { code: 0xcaa2000c } }, 0],
    ['for now, is looked up again', { status: 5, error: { code: 0xcaa70004 } }, 1],
    ['while WAM is busy, is looked up again', { status: 5, error: { code: 0x80080300 } }, 1],
    ['without an answer, is looked up again', { failure: 0x80004005 }, 1],
  ] as const)('names the likely home where the look fails; %s', async (_what, then, looks) => {
    await using stage = await WamStage.open({ guests });
    stage.standIn.setRules([{ when: { call: discoveryCall }, then }]);
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(listed?.homeAccountId).toBe(`${guestOid}.${guestTenant}`);
    stage.asked();
    await stage.broker.getAccounts({ clientId });
    const repeated = stage.asked().filter((line) => line.startsWith('GetToken'));
    expect(repeated).toHaveLength(looks);
  });

  it('looks again for a home after a look that was aborted', async () => {
    await using stage = await WamStage.open({ guests });
    stage.standIn.setRules([{ when: { call: discoveryCall }, then: { never: true } }]);
    const controller = new AbortController();
    const { signal } = controller;
    const call = rejectsWith(stage.broker.getAccounts({ clientId, signal }), 'request_aborted');
    await stage.standIn.waitForCall(discoveryCall);
    controller.abort();
    await call;
    stage.standIn.setRules([]);
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(listed?.homeAccountId).toBe(ada.homeAccountId);
  });

  it('does not wait long for a home that WAM never tells', async () => {
    await using stage = await WamStage.open({ guests, homeTimeoutMs: 20 });
    stage.standIn.setRules([{ when: { call: discoveryCall }, then: { never: true } }]);
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(listed?.homeAccountId).toBe(`${guestOid}.${guestTenant}`);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('tells lists at the same time the same homes', async () => {
    await using stage = await WamStage.open({ guests });
    const list = (): Promise<readonly Account[]> => stage.broker.getAccounts({ clientId });
    const lists = await Promise.all([list(), list()]);
    const homes = lists.map(([account]) => account?.homeAccountId);
    expect(homes).toEqual([ada.homeAccountId, ada.homeAccountId]);
  });

  it('takes for a home nothing that WAM says of another account', async () => {
    await using stage = await WamStage.open();
    const home = JSON.stringify({ uid: guestOid, utid: guestTenant });
    const properties = { wamcompat_client_info: Buffer.from(home).toString('base64url') };
    const switched = { status: 2, properties };
    stage.standIn.setRules([{ when: { call: discoveryCall }, then: switched }]);
    const [listed] = await stage.broker.getAccounts({ clientId });
    expect(listed?.homeAccountId).toBe(ada.homeAccountId);
  });

  it('serves an account of which the home was a guess', async () => {
    await using stage = await WamStage.open();
    const account = { ...ada, homeAccountId: `${guestOid}.${guestTenant}` };
    const result = await stage.broker.acquireTokenSilently({ ...silentRequest, account });
    expect(result.account.homeAccountId).toBe(ada.homeAccountId);
  });

  it.each([
    ['lists none', { status: 2 }],
    ['is not there', { refuse: 0x80040154 }],
    ['fails', { failure: 0x80004005 }],
  ])('has no personal accounts where their plug-in %s', async (_what, then) => {
    await using stage = await WamStage.open({ listsPersonalAccounts: true });
    stage.standIn.setRules([{ when: { authority: 'consumers' }, then }]);
    const accounts = await stage.broker.getAccounts({ clientId });
    expect(accounts.map(({ username }) => username)).toEqual([ada.username]);
  });

  it('finds a personal account that is not listed by WAM’s id for it', async () => {
    await using stage = await WamStage.open();
    const account = await stage.broker.getAccountById({ clientId, accountId: 'wam-pat' });
    expect(account).toMatchObject({ homeAccountId: pat.homeAccountId, username: pat.username });
    expect(account.wamAccountIds).toEqual({ [clientId]: 'wam-pat' });
    const byWamId = await stage.broker.getAccountById({ clientId, accountId: 'wam-ada' });
    expect(byWamId.username).toBe(ada.username);
    await rejectsWith(
      stage.broker.getAccountById({ clientId, accountId: 'nobody' }),
      'account_not_found',
    );
  });

  it('knows no account by an id where there is no plug-in for personal accounts', async () => {
    await using stage = await WamStage.open();
    stage.removePlugin('consumers');
    const request = { clientId, accountId: 'wam-pat' };
    await rejectsWith(stage.broker.getAccountById(request), 'account_not_found');
  });

  it('refuses ids of WAM’s that are none', async () => {
    await using stage = await WamStage.open();
    for (const wamAccountIds of [7, [], { [clientId]: 7 }, { [clientId]: '' }]) {
      const account = { ...ada, wamAccountIds } as unknown as typeof ada;
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, account });
      const error = await rejectsWith(call, 'invalid_request');
      expect(error.message).toMatch(/wamAccountIds/);
    }
    expect(stage.channel.verbs).toEqual([]);
  });
});

describe('signing out', () => {
  it('signs the WebAccount out of this client, at the plug-in of its tenant', async () => {
    await using stage = await WamStage.open();
    const [account = ada] = await stage.broker.getAccounts({ clientId });
    stage.asked();
    await stage.broker.signOut({ clientId, account });
    expect(stage.calls()).toMatchObject([
      { call: 'FindAccountProviderWithAuthorityAsync', authority: ada.realm },
      { call: 'FindAccountAsync', accountId: 'wam-ada' },
      { call: 'WebAccount.SignOutWithClientIdAsync', accountId: 'wam-ada', clientId },
    ]);
    expect(await stage.broker.getAccounts({ clientId })).toEqual([]);
    expect(await stage.liveObjects()).toBe(0);
  });

  it.each([
    ['work', grace],
    ['personal', { ...pat, homeAccountId: pat.homeAccountId.replace('2b40', '2b41') }],
  ])('has nothing to do for a %s account that Windows does not have', async (_kind, account) => {
    await using stage = await WamStage.open();
    await stage.broker.signOut({ clientId, account });
    expect(stage.asked().some((line) => line.includes('SignOut'))).toBe(false);
  });
});

describe('events', () => {
  async function listening(stage: WamStage): Promise<AccountsChange[]> {
    const changes: AccountsChange[] = [];
    stage.broker.on('accountsChanged', (change) => changes.push(change));
    await stage.broker.getAccounts({ clientId });
    await stage.liveObjects();
    changes.length = 0;
    return changes;
  }

  it.each(['updated', 'removed', 'default'] as const)('tell that Windows says %s', async (kind) => {
    await using stage = await WamStage.open();
    const changes = await listening(stage);
    stage.standIn.raise(kind, ada.username);
    await stage.liveObjects();
    expect(changes).toEqual([{ cause: 'system', clientId }]);
    expect(await stage.liveObjects()).toBe(1);
  });

  it('are of the accounts that were listed last', async () => {
    await using stage = await WamStage.open();
    const changes = await listening(stage);
    stage.standIn.simulator.signIn(grace.username);
    await stage.broker.getAccounts({ clientId });
    await stage.liveObjects();
    changes.length = 0;
    stage.standIn.raise('removed', grace.username);
    await stage.liveObjects();
    expect(changes).toEqual([{ cause: 'system', clientId }]);
    stage.standIn.simulator.signOut(grace.username);
    stage.standIn.simulator.signOut(ada.username);
    await stage.broker.getAccounts({ clientId });
    expect(await stage.liveObjects()).toBe(0);
  });

  it('cost nothing where the accounts are the same as before, or nobody listens', async () => {
    await using stage = await WamStage.open();
    const monitors = (): number =>
      stage.channel.verbs.filter(({ verb }) => verb === 'monitorAccounts').length;
    await stage.broker.getAccounts({ clientId });
    stage.broker.on('availabilityChanged', () => {});
    await stage.broker.getAccounts({ clientId });
    expect(monitors()).toBe(0);
    await listening(stage);
    await stage.broker.getAccounts({ clientId });
    expect(monitors()).toBe(1);
  });

  it('that Windows cannot give fail no list, and are asked for by the next', async () => {
    await using stage = await WamStage.open();
    const refused = {
      when: { call: 'CreateWebAccountMonitor', nth: 1 },
      then: { refuse: 0x80004001 },
    };
    stage.standIn.setRules([refused]);
    const changes = await listening(stage);
    expect(await stage.liveObjects()).toBe(0);
    await stage.broker.getAccounts({ clientId });
    await stage.liveObjects();
    stage.standIn.raise('updated', ada.username);
    await stage.liveObjects();
    expect(changes).toHaveLength(1);
  });
});

it('says of each operation that Windows lacks why it is not supported', async () => {
  await using stage = await WamStage.open();
  const { broker } = stage;
  const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/' };
  const request = { clientId, account: ada };
  const cookie = { ...silentRequest, ssoUrl: 'https://login.microsoftonline.com/' };
  const lacking = {
    'no version of its own': broker.getBrokerVersion(),
    'no operation for cookies': broker.acquirePrtSsoCookie(cookie),
    'only together with a token': broker.generateSignedHttpRequest({
      ...request,
      proofOfPossession,
    }),
    'only the broker of macOS': broker.getDeviceInfo(),
  };
  for (const [why, call] of Object.entries(lacking)) {
    expect((await rejectsWith(call, 'not_supported')).message).toContain(why);
  }
  expect(stage.channel.verbs).toEqual([]);
});
