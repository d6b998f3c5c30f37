// SPDX-License-Identifier: MIT
import type { AccountInfo, TokenCacheContext } from '@azure/msal-node';
import type { AuthenticationResult, UsernamePasswordRequest } from 'entra-broker/client';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { RecordingChannel } from '../support/recording-channel.js';
import { ada, grace, passwordOfAda } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { appAt, asked, parametersOf, type SigningIn } from './support/signing-in.js';

const scopes = ['User.Read'];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.setScenario('default'));

/** Grace, by another device: an account of msal-node's cache. */
async function signInGrace({ app }: SigningIn): Promise<AccountInfo> {
  const result = await app.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: () => undefined,
  });
  const account = result?.account;
  if (!account) throw new Error('no account');
  return account;
}

const names = (accounts: readonly AccountInfo[]): readonly string[] =>
  accounts.map(({ username }) => username);

/** A cache plug-in as apps have one, in memory. */
function storage() {
  let stored = '';
  return {
    get text() {
      return stored;
    },
    plugin: {
      beforeCacheAccess: async ({ tokenCache }: TokenCacheContext) => {
        await Promise.resolve();
        tokenCache.deserialize(stored);
      },
      afterCacheAccess: async ({ tokenCache, cacheHasChanged }: TokenCacheContext) => {
        await Promise.resolve();
        if (cacheHasChanged) stored = tokenCache.serialize();
      },
    },
  };
}

describe('A5.1 the list', () => {
  it('is the broker’s accounts, then those of msal-node’s cache', async () => {
    await using signingIn = appAt(simulator);
    expect(names(await signingIn.app.getAccounts())).toEqual([ada.username]);
    await signInGrace(signingIn);
    const accounts = await signingIn.app.getAccounts();
    expect(names(accounts)).toEqual([ada.username, grace.username]);
    expect(accounts.map(({ nativeAccountId }) => nativeAccountId)).toEqual([
      ada.localAccountId,
      undefined,
    ]);
  });

  it('has one entry for an account that both know, the broker’s', async () => {
    simulator.setScenario('two-accounts');
    await using signingIn = appAt(simulator);
    await signInGrace(signingIn);
    const accounts = await signingIn.app.getAccounts();
    expect(names(accounts)).toEqual([ada.username, grace.username]);
    expect(accounts[1]?.nativeAccountId).toBe(grace.localAccountId);
  });

  it.each([
    [{ username: ada.username.toUpperCase() }, [ada.username]],
    [{ username: grace.username }, [grace.username]],
    [{ username: 'nobody@contoso.example' }, []],
    [{ homeAccountId: grace.homeAccountId.toUpperCase() }, [grace.username]],
    [{ username: ada.username, homeAccountId: grace.homeAccountId }, []],
    [{ username: undefined }, [ada.username, grace.username]],
  ])('filtered by %j', async (filter, found) => {
    await using signingIn = appAt(simulator);
    await signInGrace(signingIn);
    expect(names(await signingIn.app.getAccounts(filter))).toEqual(found);
  });

  it('is msal-node’s alone where the broker is off', async () => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    await signInGrace(signingIn);
    expect(names(await signingIn.app.getAccounts())).toEqual([grace.username]);
  });

  it('rejects where the broker fails, rather than hiding its accounts', async () => {
    await using signingIn = appAt(simulator);
    await signingIn.app.brokerDecision();
    const then = { error: { status: 3 } };
    simulator.setRules([{ when: { method: 'getAccounts' }, then }]);
    await rejectsWith(signingIn.app.getAccounts(), 'no_network');
  });
});

it('A6.8 A6.3 no token of the broker’s is written to the app’s cache', async () => {
  const { plugin: cachePlugin, ...stored } = storage();
  await using signingIn = appAt(simulator, { cache: { cachePlugin } });
  const [account] = await signingIn.app.getAccounts();
  if (account === undefined) throw new Error('no account');
  expect(await signingIn.app.acquireTokenSilent({ scopes, account })).not.toBeNull();
  expect(stored.text).toBe('');
});

describe('removal', () => {
  it('A5.2 of a broker’s account: at the broker', async () => {
    await using signingIn = appAt(simulator);
    const [account] = await signingIn.app.getAccounts();
    if (account === undefined) throw new Error('no account');
    await signingIn.app.removeAccount(account);
    expect(asked(simulator)).toContain('removeAccount');
    expect(await signingIn.app.getAccounts()).toEqual([]);
    expect(await signingIn.app.acquireTokenSilent({ scopes, account })).toBeNull();
  });

  it('A5.2 of an account that both know: in the cache as well, whatever its tenant', async () => {
    const { plugin: cachePlugin, ...stored } = storage();
    simulator.setScenario('two-accounts');
    await using signingIn = appAt(simulator, { cache: { cachePlugin } });
    const own = await signInGrace(signingIn);
    const [account] = await signingIn.app.getAccounts({ username: grace.username });
    if (account === undefined) throw new Error('no account');
    await signingIn.app.removeAccount({ ...account, tenantId: ada.realm });
    expect(await signingIn.app.acquireTokenSilent({ scopes, account: own })).toBeNull();
    expect(stored.text).not.toContain('invented-refresh-token');
  });

  it('A5.2 the cache forgets even where the broker fails, with a warning', async () => {
    simulator.setScenario('two-accounts');
    await using signingIn = appAt(simulator);
    const own = await signInGrace(signingIn);
    const [account] = await signingIn.app.getAccounts({ username: grace.username });
    if (account === undefined) throw new Error('no account');
    simulator.setRules([{ when: { method: 'removeAccount' }, then: { error: { status: 3 } } }]);
    await signingIn.app.removeAccount(account);
    expect(await signingIn.app.acquireTokenSilent({ scopes, account: own })).toBeNull();
    expect(signingIn.warnings).toEqual([expect.stringContaining('no_network') as unknown]);
  });

  it('A5.4 an account that the broker does not know is no failure', async () => {
    await using signingIn = appAt(simulator);
    const [account] = await signingIn.app.getAccounts();
    if (account === undefined) throw new Error('no account');
    simulator.setRules([
      { when: { method: 'removeAccount' }, then: { error: { status: 'AccountNotFound' } } },
    ]);
    await signingIn.app.removeAccount(account);
    expect(signingIn.warnings).toEqual([]);
  });

  it('A5.3 of another source’s account: in the cache alone', async () => {
    await using signingIn = appAt(simulator);
    const account = await signInGrace(signingIn);
    const before = asked(simulator).length;
    await signingIn.app.removeAccount(account);
    expect(asked(simulator).slice(before)).toEqual([]);
    expect(await signingIn.app.acquireTokenSilent({ scopes, account })).toBeNull();
  });

  it('an abort leaves the cache as it was', async () => {
    simulator.setScenario('two-accounts');
    await using signingIn = appAt(simulator);
    const own = await signInGrace(signingIn);
    const [account] = await signingIn.app.getAccounts({ username: grace.username });
    if (account === undefined) throw new Error('no account');
    simulator.setRules([{ when: { method: 'removeAccount' }, then: { noReply: true } }]);
    const controller = new AbortController();
    const after = simulator.requests.length;
    const call = signingIn.app.removeAccount(account, { signal: controller.signal });
    const ended = rejectsWith(call, 'request_aborted');
    await simulator.waitForRequest('removeAccount', { after });
    controller.abort();
    await ended;
    const result = await signingIn.app.acquireTokenSilent({ scopes, account: own });
    expect(result?.tokenSource).toBe('cache');
  });
});

describe('username and password', () => {
  const request = { scopes, username: ada.username, password: passwordOfAda };

  it('A5.5 A5.6 through the broker, with a warning that it is deprecated', async () => {
    await using signingIn = appAt(simulator, {
      auth: {
        authority: 'https://login.private.example/common',
        knownAuthorities: ['login.private.example'],
        clientCapabilities: ['cp1'],
      },
      broker: { enableMsaPassthrough: true },
    });
    const result = await byPassword(signingIn, request);
    expect(result).toMatchObject({ tokenSource: 'broker', account: { username: ada.username } });
    const sent = parametersOf(simulator, 'acquireTokenSilently');
    const extra = sent['additionalQueryParametersForAuthorization'];
    expect(extra).toMatchObject({ validateAuthority: 'no' });
    expect(extra).not.toHaveProperty('msal_request_type');
    expect(sent['decodedClaims']).toContain('cp1');
    expect(signingIn.warnings).toEqual([expect.stringContaining('deprecated') as unknown]);
    expect(signingIn.lines.join('\n')).not.toContain(passwordOfAda);
  });

  it('A5.5 a wrong password is the broker’s error, and msal-node is not tried', async () => {
    await using signingIn = appAt(simulator);
    const call = byPassword(signingIn, { ...request, password: 'wrong' });
    await rejectsWith(call, 'interaction_required');
    expect(signingIn.provider.requests).toEqual([]);
  });

  it('inside WSL only where the app accepts that others can read the password', async () => {
    const channelTo = () => {
      const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
      return Object.assign(new RecordingChannel(channel), { exposesRequests: true });
    };
    await using cautious = appAt(simulator, { broker: { channel: channelTo() } });
    const before = asked(simulator).length;
    await rejectsWith(byPassword(cautious, request), 'not_supported');
    expect(asked(simulator).slice(before)).toEqual([]);
    const broker = { channel: channelTo(), allowPasswordInArguments: true };
    await using daring = appAt(simulator, { broker });
    expect((await byPassword(daring, request)).tokenSource).toBe('broker');
  });

  it('with the broker off it is msal-node’s flow', async () => {
    await using signingIn = appAt(simulator, {
      auth: { authority: `https://login.microsoftonline.com/${grace.realm}` },
      broker: { disabled: true },
    });
    const result = await byPassword(signingIn, { ...request, username: grace.username });
    expect(result.tokenSource).toBe('identity_provider');
    expect(signingIn.provider.grants).toEqual(['password']);
  });
});

/** The method by itself, which editors show as deprecated. */
interface PasswordFlow {
  acquireTokenByUsernamePassword(request: UsernamePasswordRequest): Promise<AuthenticationResult>;
}

function byPassword(
  { app }: SigningIn,
  request: UsernamePasswordRequest,
): Promise<AuthenticationResult> {
  const flow: PasswordFlow = app;
  return flow.acquireTokenByUsernamePassword(request);
}

it('A5.8 a device code never goes to the broker', async () => {
  await using signingIn = appAt(simulator, {});
  const before = simulator.requests.length;
  const messages: string[] = [];
  const result = await signingIn.app.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: ({ message }) => {
      messages.push(message);
    },
  });
  expect(result).toMatchObject({ tokenSource: 'identity_provider' });
  expect(messages).toHaveLength(1);
  expect(simulator.requests.slice(before)).toEqual([]);
});

it.each([
  ['on', {}, true],
  ['off', { disabled: true }, false],
] as const)(
  'A6.14 proof of possession is supported with the broker %s: %p',
  async (_name, broker, supported) => {
    simulator.setScenario(scenarioWith({}));
    await using signingIn = appAt(simulator, { broker });
    expect(await signingIn.app.isPopSupported()).toBe(supported);
  },
);
