// SPDX-License-Identifier: MIT
import { inspect } from 'node:util';
import type { Broker } from 'entra-broker';
import { rejection, rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, silentRequest, tokenRequest } from '../support/requests.js';
import type { WamConsequence } from '../windows/stand-in/rules.js';
import { WamStage, windowFields } from './stage.js';

const organizations = 'https://login.microsoftonline.com/organizations';
const account = { ...ada, wamAccountIds: { [clientId]: 'wam-ada' } };
const windowRequest = { ...tokenRequest, ...windowFields, authority: organizations };

const silently = (broker: Broker): Promise<unknown> =>
  broker.acquireTokenSilently({ ...silentRequest, account });
const inWindow = (broker: Broker): Promise<unknown> => broker.signInInteractively(windowRequest);
const renewing = async (broker: Broker): Promise<unknown> => {
  const { accessToken } = await broker.acquireTokenSilently({ ...silentRequest, account });
  return broker.acquireTokenSilently({
    ...silentRequest,
    account,
    accessTokenToRenew: accessToken,
  });
};

/** Each call of Windows's that a Broker makes, and an operation that makes it. */
const steps: Readonly<Record<string, (broker: Broker) => Promise<unknown>>> = {
  FindAccountProviderAsync: (broker) => broker.signInSilently(tokenRequest),
  FindAccountProviderWithAuthorityAsync: silently,
  FindAccountAsync: silently,
  FindAllAccountsWithClientIdAsync: (broker) => broker.getAccounts({ clientId }),
  GetTokenSilentlyAsync: (broker) => broker.signInSilently(tokenRequest),
  GetTokenSilentlyWithWebAccountAsync: silently,
  RequestTokenForWindowAsync: inWindow,
  RequestTokenWithWebAccountForWindowAsync: (broker) =>
    broker.acquireTokenInteractively({ ...windowRequest, account }),
  'WebTokenRequestResult.InvalidateCacheAsync': renewing,
  'WebAccount.SignOutWithClientIdAsync': (broker) => broker.signOut({ clientId, account }),
  'AccountsSettingsPane.Show': (broker) =>
    broker.signInInteractively({ ...windowRequest, authority: tokenRequest.authority }),
};

const ways = ['refuse', 'failure', 'getResults'] as const;

/** HRESULTs that mean the same wherever they come from. */
const meanings: readonly (readonly [number, string])[] = [
  [0x80040154, 'broker_unavailable'],
  [0x800706ba, 'broker_unavailable'],
  [0x80070005, 'broker_error'],
  [0x80070520, 'broker_error'],
  [0x800704c7, 'user_canceled'],
  [0x80070578, 'invalid_window_handle'],
  [0xcaa20009, 'redirect_uri_not_registered'],
  [0x800704cf, 'no_network'],
  [0x8000ffff, 'broker_error'],
  [0x8000000b, 'broker_error'],
];

describe.each(Object.entries(steps))('%s', (step, operation) => {
  it.each(ways)('that fails (%s) is an error with HRESULT and step', async (way) => {
    for (const [hresult, code] of meanings) {
      await using stage = await WamStage.open({ paneChoice: 'consumers' });
      // The look at the machine makes one of these calls as well.
      await stage.broker.getAccounts({ clientId });
      stage.standIn.setRules([{ when: { call: step }, then: { [way]: hresult } }]);
      const error = await rejectsWith(operation(stage.broker), code as 'broker_error');
      expect(error.nativeCode).toBe(hresult);
      const shown = error.message.replace('EntraBroker', '');
      expect(shown).toContain(step);
      expect(shown.toLowerCase()).toContain(hresult.toString(16));
      expect(inspect(error, { depth: 5 })).not.toContain(ada.username);
      expect(await stage.liveObjects()).toBe(0);
    }
  });
});

describe('hints', () => {
  it.each([
    [0x80070520, false, /logon session/],
    [0x80070005, false, /denies this process/],
    [0x80070005, true, /without administrator rights/],
    [0x800704c7, true, /administrator rights/],
    [0xcaa20009, false, /ms-appx-web:\/\/Microsoft\.AAD\.BrokerPlugin\/5f9c1d2e/],
  ])('for 0x%s, elevated: %s', async (failure, elevated, hint) => {
    await using stage = await WamStage.open({ machine: { facts: { elevated } } });
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: { failure } }]);
    expect((await rejection(silently(stage.broker))).hint).toMatch(hint);
  });

  it('are there for a provider’s error too', async () => {
    await using stage = await WamStage.open();
    const then = { status: 5, error: { code: 0xcaa20009 } };
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
    const error = await rejectsWith(silently(stage.broker), 'redirect_uri_not_registered');
    expect(error).toMatchObject({ nativeCode: 3_399_614_473, status: 'ApiContractViolation' });
    expect(error.hint).toContain(`ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`);
  });
});

describe('a machine that WAM cannot serve', () => {
  it.each([
    [{ osVersion: '10.0.14393' }],
    [{ session: 0 }],
    [{ shell: false }],
    [{ sameUser: false }],
    [{ coreManager: 0x80040154, plugin: null }],
  ])('is told by its facts %j, and asked nothing', async (facts) => {
    await using stage = await WamStage.open({ machine: { facts } });
    const error = await rejectsWith(silently(stage.broker), 'broker_unavailable');
    expect(error.nativeCode).toBe('coreManager' in facts ? 0x80040154 : 0);
    expect(stage.channel.verbs.map(({ verb }) => verb)).toEqual(['hostFacts']);
    stage.channel.facts = {};
    await silently(stage.broker);
  });

  it('without the plug-in says which accounts it cannot serve', async () => {
    await using stage = await WamStage.open();
    stage.removePlugin(`https://login.microsoftonline.com/${ada.realm}`);
    const error = await rejectsWith(silently(stage.broker), 'broker_unavailable');
    expect(error.message).toMatch(/no plug-in for work and school accounts/);
  });
});

describe('WAM that is busy', () => {
  const busy: WamConsequence = { status: 5, error: { code: 0x80080300 } };
  const interrupted: WamConsequence = { failure: 0xcaad0001 };

  it.each([
    ['answers so', busy],
    ['fails so', interrupted],
  ])('and %s is asked four times in all', async (_how, then) => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
    const error = await rejectsWith(silently(stage.broker), 'broker_error');
    expect([0x80080300, 0xcaad0001]).toContain(error.nativeCode);
    expect(error.retryable).toBe(true);
    expect(stage.asked().filter((line) => line.startsWith('GetToken'))).toHaveLength(4);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('serves the second try', async () => {
    await using stage = await WamStage.open();
    const nth = (call: string) => ({ when: { call, nth: 1 }, then: interrupted });
    stage.standIn.setRules([
      nth('GetTokenSilentlyWithWebAccountAsync'),
      nth('FindAccountAsync'),
      { when: { call: 'FindAllAccountsWithClientIdAsync', nth: 1 }, then: { ...busy, status: 3 } },
    ]);
    await silently(stage.broker);
    expect(await stage.broker.getAccounts({ clientId })).toHaveLength(1);
  });

  it('is never asked twice for a window', async () => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: busy }]);
    await rejectsWith(stage.broker.signInInteractively(windowRequest), 'broker_error');
    expect(stage.standIn.dialogs.all).toHaveLength(1);
  });

  it('fails with its own error where the wait would outlast the call', async () => {
    await using stage = await WamStage.open({ backOffMs: [60_000] });
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: busy }]);
    const call = stage.broker.acquireTokenSilently({
      ...silentRequest,
      account,
      timeoutMs: 30_000,
    });
    expect((await rejection(call)).nativeCode).toBe(0x80080300);
  });

  it('is given up at once by an abort during the wait', async () => {
    await using stage = await WamStage.open({ backOffMs: [60_000] });
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: busy }]);
    const controller = new AbortController();
    const { signal } = controller;
    const call = stage.broker.acquireTokenSilently({ ...silentRequest, account, signal });
    const aborted = rejectsWith(call, 'request_aborted');
    await stage.standIn.waitForCall('GetTokenSilentlyWithWebAccountAsync');
    await stage.liveObjects();
    controller.abort();
    await aborted;
  });
});

describe('a call that Windows cancels by itself', () => {
  const operations = { getTokenSilently: silently, requestToken: inWindow };

  it.each([
    ['getTokenSilently', 'broker_error', true],
    ['requestToken', 'user_canceled', false],
  ] as const)('%s is %s', async (verb, code, retryable) => {
    await using stage = await WamStage.open();
    const failure = { code: 'operation_canceled', name: 'Step', message: '' } as const;
    stage.replaceReplies((call, reply) => (call.verb === verb ? { ok: false, failure } : reply));
    const error = await rejectsWith(operations[verb](stage.broker), code);
    expect(error.message).toMatch(/Windows canceled the call by itself \[Step\]/);
    expect(error.retryable).toBe(retryable);
  });
});

describe('an answer that makes no sense', () => {
  const answers: readonly (readonly [string, WamConsequence, string])[] = [
    ['without an ID token', { properties: { wamcompat_id_token: null } }, 'broker_protocol_error'],
    [
      'with an ID token that is none',
      { properties: { wamcompat_id_token: 'x' } },
      'broker_protocol_error',
    ],
    [
      'without client info',
      { properties: { wamcompat_client_info: null } },
      'broker_protocol_error',
    ],
    [
      'with client info that is none',
      { properties: { wamcompat_client_info: '%' } },
      'broker_protocol_error',
    ],
    ['without a token', { token: '' }, 'broker_protocol_error'],
    ['with a token that adds a header', { token: 'a\r\nb: c' }, 'broker_protocol_error'],
    ['with an expiry of 1601', { properties: { TokenExpiresOn: '1' } }, 'broker_protocol_error'],
    [
      'with an expiry in the year 30000',
      { properties: { TokenExpiresOn: '999999999999' } },
      'broker_protocol_error',
    ],
    [
      'with an expiry that is no number',
      { properties: { TokenExpiresOn: 'soon' } },
      'broker_protocol_error',
    ],
    ['with no response at all', { empty: true }, 'broker_protocol_error'],
    [
      'with an error nobody has seen',
      { status: 5, error: { code: 0x8badf00d, message: 'x' } },
      'broker_error',
    ],
    ['with a status nobody has seen', { status: 77 }, 'broker_error'],
    ['with an error and no code', { status: 5 }, 'broker_error'],
  ];

  it.each(answers)('%s is an error, and leaves nothing behind', async (_what, then, code) => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
    for (const operation of [silently, inWindow]) {
      const error = await rejectsWith(operation(stage.broker), code as 'broker_error');
      expect(inspect(error, { depth: 5 })).not.toMatch(/eyJ|ada@/);
    }
    expect(await stage.liveObjects()).toBe(0);
    stage.standIn.setRules([]);
    await silently(stage.broker);
  });

  it.each([
    ['the expiry', { properties: { TokenExpiresOn: null } }],
    ['the scopes', { properties: { wamcompat_scopes: null } }],
    ['the account', { withoutAccount: true }],
  ] as const)('is none where only %s is missing', async (_what, then) => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
    await silently(stage.broker);
  });

  it('is a choice of the accounts pane that was not offered', async () => {
    await using stage = await WamStage.open();
    stage.replaceReplies(({ verb }, reply) =>
      verb === 'chooseProvider' ? { ok: true, answer: 7 } : reply,
    );
    const call = stage.broker.signInInteractively({ ...tokenRequest, ...windowFields });
    await rejectsWith(call, 'broker_protocol_error');
  });

  it('names the call whose words make none', async () => {
    await using stage = await WamStage.open();
    stage.replaceReplies(({ verb }, reply) =>
      verb === 'findAccount'
        ? { ok: false, failure: { code: 'bad_reply', name: verb, message: '' } }
        : reply,
    );
    const error = await rejectsWith(silently(stage.broker), 'broker_protocol_error');
    expect(error.message).toMatch(/a reply of another form than its protocol has \[findAccount\]/);
  });

  it('keeps nothing of an answer that comes after the call was given up', async () => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: { delayMs: 20 } }]);
    const call = stage.broker.acquireTokenSilently({ ...silentRequest, account, timeoutMs: 10 });
    await rejectsWith(call, 'timed_out');
    await stage.standIn.waitForCall('GetTokenSilentlyWithWebAccountAsync').catch(() => undefined);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('is answered once where WAM completes twice', async () => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: { twice: true } }]);
    await silently(stage.broker);
    expect(await stage.liveObjects()).toBe(0);
  });
});
