// SPDX-License-Identifier: MIT
import { CONSOLE_WINDOW_HANDLE } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace, tokenRequest } from '../support/requests.js';
import { pat, WamStage, window, windowFields, world } from './stage.js';

const request = { ...tokenRequest, ...windowFields };
const consumers = 'https://login.microsoftonline.com/consumers';
const organizations = 'https://login.microsoftonline.com/organizations';
const needsUser = { when: { call: 'GetTokenSilentlyWithWebAccountAsync' }, then: { status: 3 } };

describe('signInSilently', () => {
  it('takes whom Windows was set up with where the authority leaves it open', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.signInSilently(tokenRequest);
    expect(result.account.username).toBe(ada.username);
    expect(stage.asked()).toEqual([
      'FindAccountProvider https://login.windows.local',
      'FindAccountProvider common',
      'FindAllAccountsWith common',
      'GetTokenSilently common',
    ]);
  });

  it('takes the personal account of such a machine', async () => {
    await using stage = await WamStage.open({ defaultAuthority: 'consumers' });
    const result = await stage.broker.signInSilently(tokenRequest);
    expect(result.account.username).toBe(pat.username);
    expect(stage.asked().at(-1)).toBe('GetTokenSilently consumers');
  });

  it('needs the user where Windows was set up with a local account', async () => {
    await using stage = await WamStage.open({ defaultAuthority: null });
    const error = await rejectsWith(
      stage.broker.signInSilently(tokenRequest),
      'interaction_required',
    );
    expect(error.message).toMatch(/set up without an account/);
    expect(stage.asked()).toEqual(['FindAccountProvider https://login.windows.local']);
  });

  it('takes the hinted account of several, in whatever letters', async () => {
    await using stage = await WamStage.open();
    stage.standIn.simulator.signIn(grace.username);
    const hinted = {
      ...tokenRequest,
      authority: organizations,
      loginHint: grace.username.toUpperCase(),
    };
    expect((await stage.broker.signInSilently(hinted)).account.username).toBe(grace.username);
    expect(stage.asked().at(-1)).toBe('GetTokenSilentlyWithWebAccount organizations wam-grace');
  });

  it('refuses the token of another user than the hinted one', async () => {
    await using stage = await WamStage.open();
    const hinted = { ...tokenRequest, loginHint: grace.username };
    await rejectsWith(stage.broker.signInSilently(hinted), 'account_mismatch');
  });

  it('goes on where the plug-in lists no accounts', async () => {
    await using stage = await WamStage.open();
    const then = { status: 1 };
    stage.standIn.setRules([{ when: { call: 'FindAllAccountsWithClientIdAsync' }, then }]);
    await stage.broker.signInSilently(tokenRequest);
  });
});

describe('signIn', () => {
  it('opens no window for an account that WAM serves', async () => {
    await using stage = await WamStage.open();
    await stage.broker.signIn({ ...request, loginHint: ada.username });
    expect(stage.standIn.dialogs.all).toEqual([]);
  });

  it('opens the window for the hinted account once WAM asked for it, and looks nothing up twice', async () => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([needsUser]);
    await stage.broker.signIn({ ...request, authority: organizations, loginHint: ada.username });
    const calls = stage.calls();
    expect(calls.at(-1)?.request).toMatchObject({ promptType: 0 });
    expect(calls.at(-1)?.hwnd).toBe(Number(window));
    expect(calls.map(({ call }) => call)).toEqual([
      'FindAccountProviderWithAuthorityAsync',
      'FindAllAccountsWithClientIdAsync',
      'GetTokenSilentlyWithWebAccountAsync',
      'RequestTokenWithWebAccountForWindowAsync',
    ]);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('asks whom WAM does not know, after its answer for somebody else was refused', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.signIn({ ...request, loginHint: grace.username });
    expect(result.account.username).toBe(grace.username);
    const asked = stage.calls().at(-1);
    expect(asked?.call).toBe('RequestTokenForWindowAsync');
    expect(asked?.request).toMatchObject({
      promptType: 1,
      Properties: { LoginHint: grace.username },
    });
  });

  it('asks the user at once where a prompt is named', async () => {
    await using stage = await WamStage.open();
    const prompted = {
      ...request,
      authority: organizations,
      prompt: 'login',
      domainHint: 'x.example',
    } as const;
    await stage.broker.signIn(prompted);
    const asked = stage.calls();
    expect(asked.some(({ call }) => call.startsWith('GetToken'))).toBe(false);
    expect(asked.at(-1)?.request?.Properties).toMatchObject({
      prompt: 'login',
      domain_hint: 'x.example',
    });
  });

  it.each([
    ['no network', { status: 5, error: { code: 0xcaa70004 } }, 'no_network'],
    ['a wrong registration', { status: 5, error: { code: 0xcaa20001 } }, 'incorrect_configuration'],
  ] as const)('opens no window for what it does not mend: %s', async (_what, then, code) => {
    await using stage = await WamStage.open();
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
    await rejectsWith(stage.broker.signIn(request), code);
    expect(stage.standIn.dialogs.all).toEqual([]);
  });
});

describe('signInInteractively', () => {
  it('for everybody has the user choose in the accounts pane, in the caller’s words', async () => {
    await using stage = await WamStage.open({ paneChoice: 'consumers' });
    const extraParameters = { msal_accounts_control_title: 'Who are you?' };
    const result = await stage.broker.signInInteractively({ ...request, extraParameters });
    expect(result.account.username).toBe(pat.username);
    const calls = stage.calls();
    const shown = calls.find(({ call }) => call === 'AccountsSettingsPane.Show');
    expect(shown).toMatchObject({
      headerText: 'Who are you?',
      authorities: ['https://login.microsoftonline.com/common', 'consumers'],
    });
    expect(calls.at(-1)?.request?.Properties).toMatchObject({ Client_uiflow: 'new_account' });
    expect(await stage.liveObjects()).toBe(0);
  });

  it('with the authority of personal accounts offers no other', async () => {
    await using stage = await WamStage.open();
    await stage.broker.signInInteractively({ ...request, authority: consumers });
    const shown = stage.calls().find(({ call }) => call === 'AccountsSettingsPane.Show');
    expect(shown).toMatchObject({ authorities: ['consumers'] });
  });

  it('offers in the pane the plug-ins that there are', async () => {
    await using stage = await WamStage.open();
    stage.removePlugin('consumers');
    const result = await stage.broker.signInInteractively(request);
    expect(result.account.username).toBe(ada.username);
    const personal = stage.broker.signInInteractively({ ...request, authority: consumers });
    const error = await rejectsWith(personal, 'broker_unavailable');
    expect(error.message).toMatch(/no plug-in for the accounts of this authority/);
  });

  it('is canceled by the user who closes the pane', async () => {
    await using stage = await WamStage.open({
      paneChoice: null,
      machine: { facts: { elevated: true } },
    });
    const error = await rejectsWith(stage.broker.signInInteractively(request), 'user_canceled');
    expect(error.status).toBe('UserCanceled');
    expect(error.hint).toMatch(/administrator rights/);
    expect(stage.asked().some((line) => line.startsWith('RequestToken'))).toBe(false);
  });

  it('lets the user choose another than the hinted one', async () => {
    const scenario = world({ interactive: { pick: grace.username } });
    await using stage = await WamStage.open({ scenario });
    const hinted = { ...request, authority: organizations, loginHint: ada.username };
    expect((await stage.broker.signInInteractively(hinted)).account.username).toBe(grace.username);
  });

  it('takes the console for a window', async () => {
    await using stage = await WamStage.open();
    const parentWindowHandle = CONSOLE_WINDOW_HANDLE;
    await stage.broker.signInInteractively({
      ...request,
      authority: organizations,
      parentWindowHandle,
    });
    expect(stage.channel.verbs.at(-2)).toMatchObject({ verb: 'requestToken', window: 'console' });
  });
});

describe('acquireTokenInteractively', () => {
  const account = { ...ada, wamAccountIds: { [clientId]: 'wam-ada' } };

  it('goes with the WebAccount of the account', async () => {
    await using stage = await WamStage.open();
    await stage.broker.acquireTokenInteractively({ ...request, account });
    expect(stage.calls().at(-1)).toMatchObject({
      call: 'RequestTokenWithWebAccountForWindowAsync',
      webAccountId: 'wam-ada',
      request: { promptType: 0, Properties: { hsu: '1' } },
    });
  });

  it('has an account that Windows does not have sign in anew', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.acquireTokenInteractively({ ...request, account: grace });
    expect(result.account.username).toBe(grace.username);
    expect(stage.calls().at(-1)?.request).toMatchObject({
      promptType: 1,
      Properties: { LoginHint: grace.username },
    });
  });

  it('refuses whom the user picked instead', async () => {
    const scenario = world({ interactive: { pick: grace.username } });
    await using stage = await WamStage.open({ scenario });
    const call = stage.broker.acquireTokenInteractively({ ...request, account });
    await rejectsWith(call, 'account_mismatch');
  });

  it('without an account is a sign-in', async () => {
    await using stage = await WamStage.open();
    await stage.broker.acquireTokenInteractively({ ...request, authority: organizations });
    expect(stage.calls().at(-1)?.request?.Properties).toMatchObject({ prompt: 'select_account' });
  });
});
