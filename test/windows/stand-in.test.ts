// SPDX-License-Identifier: MIT
import { scenarioWith, waitingForUser } from '../support/scenarios.js';
import type { WamConsequence } from './stand-in/rules.js';
import { type StandInOptions, WamStandIn } from './stand-in/wam-stand-in.js';
import { reportOf, startWindowsProgram } from './support/windows-program.js';

// What the stand-in of the Web Account Manager does, seen by a client in C++ that reaches it by
// real activation.

const program = 'build-wine/programs/probe.exe';
const patienceMs = 20_000;
jest.setTimeout(60_000);

const hresult = {
  accessDenied: 0x80070005,
  classNotRegistered: 0x80040154,
  illegalMethodCall: 0x8000000e,
  invalidWindowHandle: 0x80070578,
  noLogonSession: 0x80070520,
  notInitialized: 0x800401f0,
  ok: 0,
  wrongThread: 0x8001010e,
};
const asyncStatus = { started: 0, completed: 1, canceled: 2, error: 3 };
const tokenStatus = { userCancel: 1, accountSwitch: 2, interactionRequired: 3, providerError: 5 };

function probe(action: string, standIn?: WamStandIn) {
  const environment = standIn?.environment ?? {};
  return startWindowsProgram(program, { node: 'none', arguments: [action], environment });
}

async function askedBy(action: string, options: StandInOptions = {}): Promise<unknown> {
  await using standIn = await WamStandIn.start(options);
  return reportOf(await probe(action, standIn).ended);
}

async function askedUnder(then: WamConsequence, action = 'silent'): Promise<unknown> {
  await using standIn = await WamStandIn.start();
  standIn.setRules([{ when: { call: 'GetTokenSilentlyAsync' }, then }]);
  return reportOf(await probe(action, standIn).ended);
}

describe('activation', () => {
  it('fails on a thread that has not initialised COM, as on Windows', async () => {
    const report = await askedBy('activation');
    expect(report).toEqual({ before: hresult.notInitialized, after: hresult.ok });
  });

  it('finds no Web Account Manager where no stand-in runs', async () => {
    const report = reportOf(await probe('activation').ended);
    const { classNotRegistered } = hresult;
    expect(report).toEqual({ before: classNotRegistered, after: classNotRegistered });
  });

  it('fails as a rule says', async () => {
    await using standIn = await WamStandIn.start();
    standIn.setRules([{ when: { call: 'activate' }, then: { refuse: hresult.accessDenied } }]);
    const report = reportOf(await probe('activation', standIn).ended);
    expect(report).toEqual({ before: hresult.accessDenied, after: hresult.accessDenied });
  });
});

describe('a silent call', () => {
  const success = {
    called: hresult.ok,
    completions: 1,
    onOtherThread: true,
    asyncStatus: asyncStatus.completed,
    getResults: hresult.ok,
    status: 0,
    responses: 1,
  };

  it('completes once, on another thread than the caller’s, with a token', async () => {
    expect(await askedBy('silent')).toEqual(success);
  });

  it('is answered as the scenario’s policies say', async () => {
    const answer = { ...success, status: tokenStatus.interactionRequired, errorCode: 0xcaa2000c };
    expect(await askedBy('silent', { scenario: 'mfa' })).toEqual(answer);
  });

  it('is answered as the scenario’s rules say', async () => {
    const error = { status: 'ServerTemporarilyUnavailable' } as const;
    const rules = [{ when: { method: 'acquireTokenSilently' }, then: { error } }];
    const answer = { ...success, status: tokenStatus.providerError, errorCode: 0xcaa20005 };
    expect(await askedBy('silent', { scenario: scenarioWith({ rules }) })).toEqual(answer);
  });

  const { noLogonSession } = hresult;
  const failed = { called: hresult.ok, completions: 1, onOtherThread: true };
  it.each<[string, WamConsequence, object]>([
    ['completes later', { delayMs: 100 }, success],
    ['answers nothing at all', { empty: true }, { ...success, responses: 0 }],
    ['is refused', { refuse: noLogonSession }, { called: noLogonSession }],
    [
      'ends in error',
      { failure: noLogonSession },
      { ...failed, asyncStatus: asyncStatus.error, getResults: noLogonSession },
    ],
    [
      'fails in GetResults',
      { getResults: noLogonSession },
      { ...failed, asyncStatus: asyncStatus.completed, getResults: noLogonSession },
    ],
    [
      'answers AccountSwitch',
      { status: tokenStatus.accountSwitch },
      { ...success, status: tokenStatus.accountSwitch },
    ],
    [
      'answers an error of the provider’s',
      { status: tokenStatus.providerError, error: { code: 0xcaa20004 } },
      { ...success, status: tokenStatus.providerError, errorCode: 0xcaa20004 },
    ],
  ])('%s where a rule says so', async (_what, then, report) => {
    expect(await askedUnder(then)).toEqual(report);
  });

  it('completes twice where a rule says so', async () => {
    const report = await askedUnder({ twice: true }, 'silent-twice');
    expect(report).toEqual({ ...success, completions: 2 });
  });

  it('never ends where a rule says so, not by Cancel either', async () => {
    await using standIn = await WamStandIn.start();
    standIn.setRules([{ when: { call: 'GetTokenSilentlyAsync' }, then: { never: true } }]);
    expect(reportOf(await probe('unanswered', standIn).ended)).toEqual({
      completions: 0,
      asyncStatus: asyncStatus.started,
      onOtherThread: false,
      getResults: hresult.illegalMethodCall,
    });
  });
});

describe('a sign-in', () => {
  const scenario = waitingForUser;

  it('ends by Cancel, and its dialog with it', async () => {
    expect(await askedBy('cancel', { scenario })).toMatchObject({
      shown: true,
      closed: true,
      completions: 1,
      asyncStatus: asyncStatus.canceled,
    });
  });

  it('goes on after Cancel where the dialog ignores it, until a message closes that', async () => {
    expect(await askedBy('stubborn', { scenario, dialog: 'ignores-cancel' })).toMatchObject({
      openAfterCancel: true,
      completions: 1,
      asyncStatus: asyncStatus.completed,
      status: tokenStatus.userCancel,
    });
  });

  it('leaves its dialog open when the client’s process ends', async () => {
    await using standIn = await WamStandIn.start({ scenario });
    const report = reportOf(await probe('leave', standIn).ended);
    expect(report).toEqual({ shown: true });
    const dialog = await standIn.dialogs.waitFor(({ visible }) => visible, patienceMs);
    expect(dialog.open).toBe(true);
  });

  it('is refused for a window that is gone', async () => {
    expect(await askedBy('dead-window')).toEqual({ called: hresult.invalidWindowHandle });
  });
});

describe('the accounts pane', () => {
  const refusals = {
    onWrongThread: hresult.wrongThread,
    ofOtherProcess: hresult.accessDenied,
    onWindowsThread: true,
  };

  it('asks on its window’s thread, waits for the deferral and runs what is chosen', async () => {
    await using standIn = await WamStandIn.start({ paneChoice: 'consumers' });
    const report = reportOf(await probe('pane', standIn).ended);
    expect(report).toEqual({ ...refusals, chosen: 'consumers' });
    const [shown] = standIn.calls.filter(({ call }) => call === 'AccountsSettingsPane.Show');
    expect(shown?.authorities).toEqual(['organizations', 'consumers']);
    expect(standIn.dialogs.all).toHaveLength(1);
  });

  it('runs nothing where the user closes it', async () => {
    expect(await askedBy('pane', { paneChoice: null })).toEqual({ ...refusals, chosen: '' });
  });
});

describe('an account monitor', () => {
  it('tells of the accounts that it was made for, and of no others', async () => {
    await using standIn = await WamStandIn.start();
    const running = probe('monitor', standIn);
    await standIn.waitForCall('CreateWebAccountMonitor');
    const after = standIn.calls.findIndex(({ call }) => call === 'CreateWebAccountMonitor');
    await standIn.waitForCall('FindAccountProviderWithAuthorityAsync', { after });
    standIn.raise('updated', 'grace@fabrikam.example');
    standIn.raise('updated', 'ada@contoso.example');
    standIn.raise('removed', 'ada@contoso.example');
    expect(reportOf(await running.ended)).toEqual({
      updated: 'ada@contoso.example',
      removed: 'ada@contoso.example',
    });
  });
});
