// SPDX-License-Identifier: MIT
import { startSimulator, type Scenario, type Simulator } from 'entra-broker-simulator';
import { rejection, rejectsWith } from '../support/broker-errors.js';
import { ada, grace } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { attempt, failing, LIST, SILENT, WINDOW } from './support/attempt.js';
import { appAt, asked, console_, parametersOf } from './support/signing-in.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

/** Both users of the default world, signed in. */
const two = {
  accounts: [
    { username: ada.username, oid: ada.localAccountId, tenant: 'contoso.example' },
    { username: grace.username, oid: grace.localAccountId, tenant: 'fabrikam.example' },
  ],
} satisfies Scenario;

/** A broker that lists nobody, and answers for the user that it likes. */
const answeringAs = (username: string): Scenario =>
  scenarioWith({
    ...two,
    rules: [
      { when: { method: LIST }, then: { reply: { accounts: [] } } },
      { when: { method: SILENT }, then: { answerAs: username } },
    ],
  });

describe('which way without a prompt', () => {
  it.each([
    ['A3.9 the signed-in user, without a window', {}, 'default', ada.username, [LIST, SILENT], []],
    ['A3.13 status 2: a window', {}, 'mfa', ada.username, [LIST, SILENT, WINDOW], ['broker']],
    [
      'A3.13 nobody is signed in: a window',
      {},
      'no-accounts',
      ada.username,
      [LIST, SILENT, WINDOW],
      ['broker'],
    ],
    ['A3.14 status 3: the error', {}, failing(SILENT, 3), 'no_network', [LIST, SILENT], []],
    ['A3.14 status 6: the error', {}, failing(SILENT, 6), 'invalid_request', [LIST, SILENT], []],
    ['A3.14 status 7: the error', {}, failing(SILENT, 7), 'user_canceled', [LIST, SILENT], []],
    [
      'A3.6 the one account with the hinted name',
      { loginHint: ada.username.toUpperCase() },
      'two-accounts',
      ada.username,
      [LIST, SILENT],
      [],
    ],
    [
      'A3.6 a failure there goes on, A3.13 to the window',
      { loginHint: ada.username },
      'mfa',
      ada.username,
      [LIST, SILENT, SILENT, WINDOW],
      ['broker'],
    ],
    [
      'A3.7 no account with the hinted name, A3.13 a window',
      { loginHint: grace.username },
      'default',
      grace.username,
      [LIST, SILENT, WINDOW],
      ['broker'],
    ],
    [
      'A3.10 the broker answers for another user: a window',
      { loginHint: grace.username },
      answeringAs(ada.username),
      grace.username,
      [LIST, SILENT, WINDOW],
      ['broker'],
    ],
  ] as const)('%s', async (_name, request, scenario, outcome, methods, shown) => {
    expect(await attempt(simulator, request, scenario)).toEqual({
      outcome,
      asked: methods,
      shown,
      warnings: [],
    });
  });

  it('A3.10 the broker answers for the hinted user, however it is spelled', async () => {
    const { outcome, shown } = await attempt(
      simulator,
      { loginHint: 'GRACE@fabrikam.example' },
      answeringAs(grace.username),
    );
    expect([outcome, shown]).toEqual([grace.username, []]);
  });

  it('A3.28 on macOS the broker always asks', async () => {
    const { asked: methods, shown } = await attempt(simulator, {}, 'default', {
      platform: 'darwin',
    });
    expect([methods, shown]).toEqual([[WINDOW], ['broker']]);
  });
});

describe('which way with a prompt', () => {
  it.each([
    ['A3.9 none: without a window', { prompt: 'none' }, 'default', ada.username, [LIST, SILENT]],
    ['A3.12 none: the error', { prompt: 'none' }, 'mfa', 'interaction_required', [LIST, SILENT]],
    [
      'A3.11 none: another user than hinted',
      { prompt: 'none', loginHint: grace.username },
      answeringAs(ada.username),
      'account_mismatch',
      [LIST, SILENT],
    ],
  ] as const)('%s', async (_name, request, scenario, outcome, methods) => {
    expect(await attempt(simulator, request, scenario)).toMatchObject({
      outcome,
      asked: methods,
      shown: [],
    });
  });

  it.each(['select_account', 'login', 'consent', 'create'] as const)(
    'A3.15 A3.16 %s: straight to the window, with the prompt',
    async (prompt) => {
      expect(await attempt(simulator, { prompt })).toEqual({
        outcome: ada.username,
        asked: [WINDOW],
        shown: ['broker'],
        warnings: [],
      });
      expect(
        parametersOf(simulator, WINDOW)['additionalQueryParametersForAuthorization'],
      ).toMatchObject({ prompt });
    },
  );

  it('A3.15 select_account drops the hint, with a warning', async () => {
    const { warnings } = await attempt(simulator, {
      prompt: 'select_account',
      loginHint: grace.username,
    });
    expect(warnings).toEqual([expect.stringContaining('loginHint is ignored') as unknown]);
    expect(parametersOf(simulator, WINDOW)['username']).toBe('');
  });

  it('A3.16 login keeps the hint', async () => {
    await attempt(simulator, { prompt: 'login', loginHint: grace.username });
    expect(parametersOf(simulator, WINDOW)['username']).toBe(grace.username);
  });
});

describe('before the window', () => {
  it('A3.2 a window handle is required on every platform', async () => {
    for (const platform of ['linux', 'wsl', 'win32', 'darwin'] as const) {
      await using signingIn = appAt(simulator, { platform });
      const error = await rejectsWith(
        signingIn.app.acquireTokenInteractive({ scopes: ['User.Read'] }),
        'window_handle_required',
      );
      expect(error.message).toContain('CONSOLE_WINDOW_HANDLE');
    }
  });

  it('A3.17 the app is waited for, and can still refuse', async () => {
    simulator.setScenario('mfa');
    const before = asked(simulator).length;
    await using signingIn = appAt(simulator);
    const refusal = new Error('not now');
    const onBeforeUserInterface = async (): Promise<void> => {
      await new Promise((resolve) => setImmediate(resolve));
      throw refusal;
    };
    await expect(
      signingIn.app.acquireTokenInteractive({
        scopes: ['User.Read'],
        parentWindowHandle: console_,
        onBeforeUserInterface,
      }),
    ).rejects.toBe(refusal);
    expect(asked(simulator).slice(before)).toEqual([LIST, SILENT]);
  });
});

describe('a failed request is an error, and nothing else opens', () => {
  const refused = scenarioWith({ interactive: { answer: 'refuse' } });

  it.each([
    ['A3.26 the user cancels', refused, 'user_canceled'],
    ['A3.27 no network', failing(WINDOW, 3), 'no_network'],
    [
      'A3.27 the broker crashes',
      scenarioWith({
        rules: [
          {
            when: { method: WINDOW },
            then: { dbusError: { name: 'org.freedesktop.DBus.Error.NoReply' } },
          },
        ],
      }),
      'broker_unavailable',
    ],
  ] as const)('%s', async (_name, scenario, code) => {
    simulator.setScenario(scenario);
    await using signingIn = appAt(simulator);
    const openBrowser = jest.fn(() => Promise.resolve());
    const error = await rejection(
      signingIn.app.acquireTokenInteractive({
        scopes: ['User.Read'],
        parentWindowHandle: console_,
        prompt: 'login',
        openBrowser,
      }),
    );
    expect(error.code).toBe(code);
    expect(openBrowser).not.toHaveBeenCalled();
    expect(signingIn.provider.requests).toEqual([]);
  });
});

it('a request for an authority that the broker does not serve goes to the browser, alone', async () => {
  simulator.setScenario('default');
  const before = asked(simulator).length;
  await using signingIn = appAt(simulator);
  const consumers = 'https://login.microsoftonline.com/consumers';
  expect(await signingIn.app.brokerDecision({ authority: consumers })).toMatchObject({
    state: 'off',
    reason: 'authority_not_supported',
  });
  const openBrowser = (url: string): Promise<void> => Promise.reject(new Error(url));
  const request = { scopes: ['User.Read'], authority: consumers, openBrowser };
  await expect(signingIn.app.acquireTokenInteractive(request)).rejects.toThrow(consumers);
  expect(asked(simulator).slice(before)).toEqual([]);
  expect(await signingIn.app.brokerDecision()).toMatchObject({ state: 'on' });
});
