// SPDX-License-Identifier: MIT
import type { SilentRequest } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace, silentRequest, tokenRequest } from '../support/requests.js';
import { pat, WamStage } from './stage.js';

const home = ada.realm;

describe('a token for an account', () => {
  it('is asked for by WAM’s id, which lists and results tell', async () => {
    await using stage = await WamStage.open();
    const [account] = await stage.broker.getAccounts({ clientId });
    expect(account?.wamAccountIds).toEqual({ [clientId]: 'wam-ada' });
    stage.asked();
    const result = await stage.broker.acquireTokenSilently({
      ...silentRequest,
      account: account ?? ada,
    });
    expect(stage.asked()).toEqual([
      `FindAccountProvider ${home}`,
      `FindAccount ${home} wam-ada`,
      `GetTokenSilentlyWithWebAccount ${home} wam-ada`,
    ]);
    expect(result.account).toMatchObject({
      username: ada.username,
      homeAccountId: ada.homeAccountId,
    });
    expect(result.account.wamAccountIds).toEqual({ [clientId]: 'wam-ada' });
    expect(await stage.liveObjects()).toBe(0);
  });

  it('finds the account after a restart by what it says itself, also out of JSON', async () => {
    await using stage = await WamStage.open();
    const { account } = await stage.broker.signInSilently(tokenRequest);
    const stored = JSON.parse(JSON.stringify(account)) as SilentRequest['account'];
    const { broker, channel } = stage.anotherBroker();
    stage.asked();
    await broker.acquireTokenSilently({ ...silentRequest, account: stored });
    expect(stage.asked()[1]).toBe(`FindAccount ${home} wam-ada`);
    expect(await stage.liveObjects(channel)).toBe(0);
    await broker.close();
  });

  it('finds an account without an id of WAM’s in the list, once', async () => {
    await using stage = await WamStage.open();
    await stage.broker.acquireTokenSilently(silentRequest);
    expect(stage.asked()).toEqual([
      `FindAccountProvider ${home}`,
      'FindAccountProvider organizations',
      'FindAllAccountsWith organizations',
      `GetTokenSilentlyWithWebAccount ${home} wam-ada`,
      `FindAccount ${home} wam-ada`,
      `GetTokenSilentlyWithWebAccount ${home} wam-ada`,
    ]);
    await stage.broker.acquireTokenSilently(silentRequest);
    expect(stage.asked()).toHaveLength(3);
  });

  it('looks anew for an account whose id WAM does not know any more', async () => {
    await using stage = await WamStage.open();
    const account = { ...ada, wamAccountIds: { [clientId.toUpperCase()]: 'wam-of-old' } };
    const result = await stage.broker.acquireTokenSilently({ ...silentRequest, account });
    const asked = stage.asked();
    expect(asked).toContain(`FindAccount ${home} wam-of-old`);
    expect(asked.at(-1)).toBe(`GetTokenSilentlyWithWebAccount ${home} wam-ada`);
    expect(result.account.wamAccountIds?.[clientId]).toBe('wam-ada');
  });

  it('of another tenant is asked for with the account’s own id, as Microsoft’s client does', async () => {
    await using stage = await WamStage.open();
    await stage.broker.getAccounts({ clientId });
    stage.asked();
    const authority = `https://login.microsoftonline.com/${grace.realm}`;
    await stage.broker.acquireTokenSilently({ ...silentRequest, authority });
    expect(stage.asked()).toEqual([
      `FindAccountProvider ${grace.realm}`,
      `FindAccount ${grace.realm} wam-ada`,
      `GetTokenSilentlyWithWebAccount ${grace.realm} wam-ada`,
    ]);
  });

  it('that Windows does not have needs the user', async () => {
    await using stage = await WamStage.open();
    const call = stage.broker.acquireTokenSilently({ ...silentRequest, account: grace });
    const error = await rejectsWith(call, 'interaction_required');
    expect(error.status).toBe('InteractionRequired');
    expect(error.message).toMatch(/^acquireTokenSilently: Windows has no such account/);
    expect(stage.asked().some((line) => line.startsWith('GetToken'))).toBe(true);
    expect(await stage.liveObjects()).toBe(0);
  });

  it('of WAM’s other user is refused', async () => {
    await using stage = await WamStage.open();
    stage.standIn.simulator.signIn(grace.username);
    stage.standIn.simulator.setRules([
      { when: { method: 'acquireTokenSilently' }, then: { answerAs: grace.username } },
    ]);
    const call = stage.broker.acquireTokenSilently({
      ...silentRequest,
      account: { ...ada, wamAccountIds: { [clientId]: 'wam-ada' } },
    });
    await rejectsWith(call, 'account_mismatch');
  });

  it.each([
    ['with its tokens is taken', 'lenient', undefined],
    ['is an error as in Microsoft’s client where that is stood in for', 'exact', 'broker_error'],
  ] as const)('that WAM calls a switch of accounts %s', async (_what, reading, code) => {
    await using stage = await WamStage.open(reading === 'exact' ? { reading } : {});
    stage.standIn.setRules([{ when: { scope: 'User.Read' }, then: { status: 2 } }]);
    const call = stage.broker.acquireTokenSilently(silentRequest);
    if (code === undefined) expect((await call).account.username).toBe(ada.username);
    else expect((await rejectsWith(call, code)).status).toBe('UserSwitched');
  });
});

describe('a token for a personal account', () => {
  const authority = 'https://login.microsoftonline.com/consumers';
  const request = { ...silentRequest, authority, account: pat };

  it('that WAM does not list is asked for without one, and guarded', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.acquireTokenSilently(request);
    expect(stage.asked()).toEqual([
      'FindAccountProvider consumers',
      'FindAllAccountsWith consumers',
      'GetTokenSilently consumers',
    ]);
    expect(result.account.homeAccountId).toBe(pat.homeAccountId);
    expect(result.account.wamAccountIds).toEqual({ [clientId]: 'wam-pat' });
    await stage.broker.acquireTokenSilently({ ...request, account: result.account });
    expect(stage.asked()).toEqual([
      'FindAccountProvider consumers',
      'FindAccount consumers wam-pat',
      'GetTokenSilentlyWithWebAccount consumers wam-pat',
    ]);
  });

  it('needs the user where WAM has another one', async () => {
    await using stage = await WamStage.open();
    const someone = {
      ...pat,
      homeAccountId: pat.homeAccountId.replace('2b40', '2b41'),
      localAccountId: pat.localAccountId.replace('2b40', '2b41'),
    };
    const call = stage.broker.acquireTokenSilently({ ...request, account: someone });
    const error = await rejectsWith(call, 'interaction_required');
    expect(error.message).toMatch(/another personal account only/);
  });

  it('goes to the plug-in of its home where the authority is for everybody', async () => {
    await using stage = await WamStage.open();
    await stage.broker.acquireTokenSilently({ ...silentRequest, account: pat });
    expect(stage.asked().at(-1)).toBe('GetTokenSilently consumers');
  });
});

describe('a renewal', () => {
  it('empties WAM’s cache only of the very token, and asks once more', async () => {
    await using stage = await WamStage.open();
    const { accessToken, account } = await stage.broker.acquireTokenSilently(silentRequest);
    stage.asked();
    const request = { ...silentRequest, account, accessTokenToRenew: accessToken };
    const renewed = await stage.broker.acquireTokenSilently(request);
    expect(renewed.accessToken).not.toBe(accessToken);
    expect(stage.asked().slice(2)).toEqual([
      `GetTokenSilentlyWithWebAccount ${home} wam-ada`,
      'WebTokenRequestResult.InvalidateCache',
      `GetTokenSilentlyWithWebAccount ${home} wam-ada`,
    ]);
    await stage.broker.acquireTokenSilently(request);
    expect(stage.asked().slice(2)).toEqual([`GetTokenSilentlyWithWebAccount ${home} wam-ada`]);
    expect(await stage.liveObjects()).toBe(0);
  });
});

describe('what is refused before anything is sent', () => {
  it.each([
    ['AD FS', { authority: 'https://login.contoso.example/adfs' }, 'not_supported'],
    ['B2C', { authority: 'https://c.b2clogin.com/c.onmicrosoft.com/b2c_1_x' }, 'not_supported'],
    ['external tenants', { authority: 'https://c.ciamlogin.com/c' }, 'not_supported'],
    [
      'claims for a signed request',
      {
        proofOfPossession: {
          httpMethod: 'GET',
          url: 'https://a.example/',
          clientClaims: '{"a":1}',
        },
      },
      'not_supported',
    ],
    ['a parameter prompt', { extraParameters: { prompt: 'login' } }, 'invalid_request'],
    ['a parameter domain_hint', { extraParameters: { Domain_Hint: 'x' } }, 'invalid_request'],
  ] as const)('%s', async (_what, changes, code) => {
    await using stage = await WamStage.open();
    const error = await rejectsWith(
      stage.broker.acquireTokenSilently({ ...silentRequest, ...changes }),
      code,
    );
    expect(error.message).toMatch(/Windows/);
    expect(stage.channel.verbs).toEqual([]);
  });
});

describe('a password', () => {
  const request = { ...tokenRequest, username: ada.username, password: 'invented-password-of-ada' };

  it('goes to the plug-in for work accounts as properties', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.acquireTokenByUsernamePassword(request);
    expect(result.account.username).toBe(ada.username);
    const [provider, call] = stage.calls();
    expect(provider?.authority).toBe('https://login.microsoftonline.com/common');
    expect(call?.request?.Properties).toMatchObject({
      Username: ada.username,
      Password: request.password,
    });
  });

  it('brings no token of another user', async () => {
    await using stage = await WamStage.open();
    stage.standIn.simulator.setRules([{ then: { answerAs: grace.username } }]);
    await rejectsWith(stage.broker.acquireTokenByUsernamePassword(request), 'account_mismatch');
  });
});

describe('proof of possession', () => {
  const proof = { httpMethod: 'GET', url: 'https://api.example/a?b=1', nonce: 'N1' };
  const request = { ...silentRequest, proofOfPossession: proof };

  it('asks once per Broker whether WAM can sign', async () => {
    await using stage = await WamStage.open();
    const result = await stage.broker.acquireTokenSilently(request);
    expect(result.tokenType).toBe('pop');
    expect(result.authorizationHeader).toMatch(/^pop /);
    const probes = (): number =>
      stage
        .calls()
        .filter(({ request: asked }) => asked?.scope === 'IsFeatureSupported:TokenBinding').length;
    expect(probes()).toBe(1);
    await stage.broker.acquireTokenSilently(request);
    expect(probes()).toBe(0);
  });

  it('is not supported where WAM cannot sign, and a plain token still is', async () => {
    await using stage = await WamStage.open({ features: [] });
    const error = await rejectsWith(stage.broker.acquireTokenSilently(request), 'not_supported');
    expect(error.message).toMatch(/cannot sign HTTP requests/);
    await stage.broker.acquireTokenSilently(silentRequest);
  });

  it('takes no busy plug-in for one that cannot', async () => {
    await using stage = await WamStage.open();
    const scope = 'IsFeatureSupported:TokenBinding';
    const busy = { status: 5, error: { code: 0x80080300 } };
    stage.standIn.setRules([{ when: { scope, nth: 1 }, then: busy }]);
    expect((await stage.broker.acquireTokenSilently(request)).tokenType).toBe('pop');
  });

  it('takes no plug-in without a network for one that cannot', async () => {
    await using stage = await WamStage.open();
    const scope = 'IsFeatureSupported:TokenBinding';
    const offline = { status: 5, error: { code: 0x800704cf } };
    stage.standIn.setRules([{ when: { scope, nth: 1 }, then: offline }]);
    await rejectsWith(stage.broker.acquireTokenSilently(request), 'no_network');
    expect((await stage.broker.acquireTokenSilently(request)).tokenType).toBe('pop');
  });

  it('with a key of the caller’s needs no signature of WAM’s', async () => {
    await using stage = await WamStage.open({ features: [] });
    await stage.broker.acquireTokenSilently({
      ...silentRequest,
      proofOfPossession: { keyId: 'a-key' },
    });
    expect(stage.calls().at(-1)?.request?.Properties).toMatchObject({ token_type: 'pop' });
  });
});
