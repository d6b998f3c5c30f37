// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { ada, grace, redirectUri } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { failure, Stage } from './stage.js';
import { versions } from './versions.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

describe.each(versions)('msal-node %s', (version, msal) => {
  it('gets the accounts of the broker', async () => {
    await using stage = new Stage(simulator, msal);
    expect(await stage.pca.getAllAccounts()).toEqual([
      {
        homeAccountId: ada.homeAccountId,
        localAccountId: ada.localAccountId,
        nativeAccountId: ada.localAccountId,
        environment: ada.environment,
        tenantId: ada.realm,
        username: ada.username,
        name: ada.name,
      },
    ]);
    expect(stage.methods).toEqual(['getAccounts']);
  });

  it('gets a token with the broker’s window', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const result = await stage.interactively({ account });
    expect(result).toMatchObject({
      account: { homeAccountId: ada.homeAccountId, nativeAccountId: ada.localAccountId },
      tokenType: 'Bearer',
      uniqueId: ada.localAccountId,
      tenantId: ada.realm,
      fromPlatformBroker: true,
      fromNativeBroker: true,
      tokenSource: 'broker',
      fromCache: false,
    });
    expect(result.accessToken.split('.')).toHaveLength(3);
    expect(result.expiresOn).toBeInstanceOf(Date);
    expect(result.idTokenClaims).toMatchObject({ oid: ada.localAccountId, tid: ada.realm });
    expect(result.account?.idTokenClaims).toEqual(result.idTokenClaims);
    expect(stage.methods.at(-1)).toBe('acquireTokenInteractively');
  });

  it('gets a token silently', async () => {
    await using stage = new Stage(simulator, msal);
    const correlationId = '4d4a1f3c-3f0e-4f3b-8a60-3a1f2f8a9c11';
    const result = await stage.silently({ correlationId });
    expect(result).toMatchObject({ account: { username: ada.username }, correlationId });
    expect(stage.received.at(-1)).toMatchObject({ method: 'acquireTokenSilently', correlationId });
  });

  it('replaces the redirect URI that it sends where the app gives none', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.silently();
    await stage.interactively();
    expect(stage.tokenParameters.map((parameters) => parameters.redirectUri)).toEqual([
      redirectUri,
      redirectUri,
    ]);
  });

  it('tells the broker msal’s name, where msal tells it', async () => {
    await using stage = new Stage(simulator, msal);
    await stage.silently();
    const sku = stage.latestParameters.additionalQueryParametersForAuthorization;
    const name = version.startsWith('2.') ? 'entra-broker|' : `msal.js.node|${version},`;
    expect(sku['x-client-xtra-sku']?.slice(0, name.length)).toBe(name);
  });

  it('signs out of the broker, and forgets the account itself', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const forgotten = jest.spyOn(stage.pca.getTokenCache(), 'removeAccount');
    await stage.pca.signOut({ account });
    expect(stage.methods.at(-1)).toBe('removeAccount');
    expect(forgotten).toHaveBeenCalledTimes(1);
    expect(await stage.pca.getAllAccounts()).toEqual([]);
  });

  it('does not forget an account of which the broker could not sign out', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const forgotten = jest.spyOn(stage.pca.getTokenCache(), 'removeAccount');
    simulator.setRules([
      { when: { method: 'removeAccount' }, then: { error: { status: 'NoNetwork' } } },
    ]);
    const error = await failure(stage.pca.signOut({ account }));
    expect(error).toMatchObject({ errorCode: 'no_network_connectivity' });
    expect(forgotten).not.toHaveBeenCalled();
  });

  it('stays signed in at the broker where signOutOfBroker is off', async () => {
    await using stage = new Stage(simulator, msal, { signOutOfBroker: false });
    const account = await stage.account();
    await stage.pca.signOut({ account });
    expect(stage.methods).toEqual(['getAccounts']);
    expect(await stage.pca.getAllAccounts()).toHaveLength(1);
  });

  it('refuses another user’s token, and lets nothing of it out', async () => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    simulator.setRules([
      { when: { method: 'acquireTokenSilently' }, then: { answerAs: grace.username } },
    ]);
    const error = await failure(stage.silently({ account }));
    expect(error).toBeInstanceOf(msal.ClientAuthError);
    expect(error).toMatchObject({ errorCode: 'account_mismatch' });
    expect(JSON.stringify([error, error.stack])).not.toContain('eyJ');
  });

  it.each(['interactive', 'silent'] as const)('aborts an %s call', async (kind) => {
    await using stage = new Stage(simulator, msal);
    const account = await stage.account();
    const silent = kind === 'silent';
    simulator.setScenario(waitingForUser);
    simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { noReply: true } }]);
    const controller = new AbortController();
    const call = silent
      ? stage.silently({ account, signal: controller.signal })
      : stage.interactively({ account, signal: controller.signal });
    const failed = failure(call);
    await stage.arrival(silent ? 'acquireTokenSilently' : 'acquireTokenInteractively');
    controller.abort();
    const error = await failed;
    expect(error).toBeInstanceOf(msal.ClientAuthError);
    expect(error).toMatchObject({ name: 'AbortError', cause: { code: 'request_aborted' } });
    if (silent) return;
    await stage.arrival('cancelInteractiveFlow');
    expect(simulator.pendingInteractions).toEqual([]);
  });

  it('goes to the browser where there is no broker, with a warning', async () => {
    await using nobody = await startSimulator({ start: 'absent' });
    await using stage = new Stage(nobody, msal);
    expect(stage.plugin.isBrokerAvailable).toBe(false);
    const warnings = stage.log.filter(([level]) => level === msal.LogLevel.Warning);
    expect(warnings.map(([, message]) => message).join()).toContain('broker is unavailable');
    const asked = jest.spyOn(stage.plugin, 'acquireTokenInteractive');
    expect(await failure(stage.interactively())).not.toHaveProperty('platformBrokerError');
    expect(asked).not.toHaveBeenCalled();
  });
});
