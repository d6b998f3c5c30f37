// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { ada, grace } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { failure, Stage } from './stage.js';
import { newest, versions } from './versions.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

/** Ada's account as another flow than the broker's leaves it: without a broker id. */
const adaFromElsewhere: AccountInfo = {
  homeAccountId: ada.homeAccountId,
  localAccountId: ada.localAccountId,
  environment: 'login.microsoftonline.com',
  tenantId: ada.realm,
  username: ada.username,
};

const graceFromElsewhere: AccountInfo = {
  homeAccountId: grace.homeAccountId,
  localAccountId: grace.localAccountId,
  environment: 'login.microsoftonline.com',
  tenantId: grace.realm,
  username: grace.username,
};

const silent = 'acquireTokenSilently';
const window = 'acquireTokenInteractively';

describe('by prompt, without an account', () => {
  it.each(['login', 'select_account', 'create'])('%s opens the window', async (prompt) => {
    await using stage = new Stage(simulator);
    await stage.interactively({ prompt, loginHint: grace.username });
    expect(stage.methods).toEqual([window]);
    const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
    expect(parameters['prompt']).toBe(prompt);
    expect(stage.latestParameters.username).toBe(grace.username);
  });

  it('none signs in the default account without a window', async () => {
    await using stage = new Stage(simulator);
    const result = await stage.interactively({ prompt: 'none' });
    expect(result.account?.username).toBe(ada.username);
    expect(stage.methods).toEqual(['getAccounts', silent]);
  });

  it('none with another user’s hint brings no token of the default account', async () => {
    await using stage = new Stage(simulator);
    simulator.setScenario('two-accounts');
    simulator.setRules([{ when: { method: silent }, then: { answerAs: ada.username } }]);
    const error = await failure(stage.interactively({ prompt: 'none', loginHint: grace.username }));
    expect(error.errorCode).toBe('account_mismatch');
  });

  it('none of them signs in silently, and with a window where the broker wants one', async () => {
    await using stage = new Stage(simulator);
    simulator.setScenario('mfa');
    await stage.interactively();
    expect(stage.methods).toEqual(['getAccounts', silent, window]);
  });

  it('consent opens the window, and is not dropped', async () => {
    await using stage = new Stage(simulator);
    await stage.interactively({ prompt: 'consent' });
    expect(stage.methods).toEqual([window]);
    const { additionalQueryParametersForAuthorization: parameters } = stage.latestParameters;
    expect(parameters['prompt']).toBe('consent');
  });

  it('any other is refused by name', async () => {
    await using stage = new Stage(simulator);
    const error = await failure(stage.interactively({ prompt: 'no_session' }));
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.message).toContain('prompt');
    expect(stage.methods).toEqual([]);
  });
});

describe('by prompt, with an account', () => {
  it('none asks for a token of it silently', async () => {
    await using stage = new Stage(simulator);
    await stage.interactively({ prompt: 'none', account: await stage.account() });
    expect(stage.methods.slice(1)).toEqual(['getAccounts', silent]);
    expect(stage.latestParameters.account?.username).toBe(ada.username);
  });

  it.each([undefined, 'consent'])('%s asks for a token of it with the window', async (prompt) => {
    await using stage = new Stage(simulator);
    const account = await stage.account();
    await stage.interactively({ account, ...(prompt === undefined ? {} : { prompt }) });
    expect(stage.methods.slice(1)).toEqual(['getAccounts', window]);
    expect(stage.latestParameters.account?.username).toBe(ada.username);
  });

  it('login signs it in anew, and refuses somebody else', async () => {
    await using stage = new Stage(simulator);
    const account = await stage.account();
    const result = await stage.interactively({ account, prompt: 'login' });
    expect(result.account?.username).toBe(ada.username);
    // As a sign-in, which carries no account but the name.
    expect(stage.latestParameters.account ?? null).toBeNull();
    expect(stage.latestParameters.username).toBe(ada.username);
    simulator.setScenario(scenarioWith({ interactive: { pick: grace.username } }));
    const error = await failure(stage.interactively({ account, prompt: 'login' }));
    expect(error.errorCode).toBe('account_mismatch');
  });

  it('select_account leaves the choice to the user', async () => {
    await using stage = new Stage(simulator);
    const account = await stage.account();
    simulator.setScenario(scenarioWith({ interactive: { pick: grace.username } }));
    const result = await stage.interactively({ account, prompt: 'select_account' });
    expect(result.account?.username).toBe(grace.username);
  });
});

describe('an account with a broker id that the broker does not know', () => {
  it.each(versions)('is refused with msal-node %s', async (_version, msal) => {
    await using stage = new Stage(simulator, msal);
    const account = { ...graceFromElsewhere, nativeAccountId: grace.localAccountId };
    for (const call of [
      () => stage.silently({ account }),
      () => stage.interactively({ account }),
      () => stage.interactively({ account, prompt: 'none' }),
      () => stage.pca.signOut({ account }),
    ]) {
      const error = await failure(call());
      expect(error).toBeInstanceOf(msal.ClientAuthError);
      expect(error).toMatchObject({
        errorCode: 'no_account_found',
        platformBrokerError: { errorCode: 'AccountNotFound' },
      });
    }
    expect(new Set(stage.methods)).toEqual(new Set(['getAccounts']));
  });
});

describe('an account without a broker id', () => {
  it.each(versions)('gets no token silently with msal-node %s', async (_version, msal) => {
    await using stage = new Stage(simulator, msal);
    const error = await failure(stage.silently({ account: graceFromElsewhere }));
    expect(error).toBeInstanceOf(msal.ClientAuthError);
    expect(error.errorCode).toBe('no_account_found');
    expect(stage.methods).toEqual([]);
  });

  it('is found by its home account id by prompt none', async () => {
    await using stage = new Stage(simulator);
    const result = await stage.interactively({ account: adaFromElsewhere, prompt: 'none' });
    expect(result.account?.nativeAccountId).toBe(ada.localAccountId);
    expect(stage.latestParameters.account?.username).toBe(ada.username);
  });

  it('that the broker does not know is not replaced by the default account', async () => {
    await using stage = new Stage(simulator);
    const error = await failure(
      stage.interactively({ account: graceFromElsewhere, prompt: 'none' }),
    );
    expect(error.errorCode).toBe('no_account_found');
    expect(stage.methods).toEqual(['getAccounts']);
  });

  it('that the broker does not know is signed in with a window, and nobody else', async () => {
    await using stage = new Stage(simulator);
    const result = await stage.interactively({ account: graceFromElsewhere });
    expect(result.account?.username).toBe(grace.username);
    expect(stage.methods).toEqual(['getAccounts', window]);
    simulator.setScenario(scenarioWith({ interactive: { pick: ada.username } }));
    const error = await failure(stage.interactively({ account: graceFromElsewhere }));
    expect(error.errorCode).toBe('account_mismatch');
  });
});

describe('getAccountById', () => {
  it('finds an account, for the client of the call before', async () => {
    await using stage = new Stage(simulator);
    await stage.account();
    const found = await stage.plugin.getAccountById(ada.localAccountId, 'any text');
    expect(found.homeAccountId).toBe(ada.homeAccountId);
  });

  it('refuses to guess a client', async () => {
    await using stage = new Stage(simulator);
    const error = await failure(stage.plugin.getAccountById(ada.localAccountId, ''));
    expect(error).toBeInstanceOf(newest.ClientConfigurationError);
    expect(error.message).toContain('clientId');
  });

  it('refuses an account that is not there', async () => {
    await using stage = new Stage(simulator, newest, {
      clientId: '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5',
    });
    const error = await failure(stage.plugin.getAccountById(grace.localAccountId, ''));
    expect(error).toMatchObject({ errorCode: 'no_account_found' });
  });
});
