// SPDX-License-Identifier: MIT
import type { AccountInfo, PublicClientApplication } from '@azure/msal-node';
import { brokerFor, NativeBrokerPlugin } from 'entra-broker/msal-node';
import type { HostFacts, WamCall } from '../../lib/channels/wam/calls.js';
import { WamStandIn } from '../windows/stand-in/wam-stand-in.js';
import { DeskChannel, deskWindow } from '../windows/support/desk-channel.js';
import { recordedIds, recordedWorld } from '../windows/support/recorded-world.js';
import { failure, type Untyped } from './stage.js';
import { newest } from './versions.js';

const { clientId } = recordedIds;
const microsoft = 'https://login.microsoftonline.com';
const work = 'user@contoso.example';
const personal = 'user@outlook.example';
const scopes = ['User.Read'];

let standIn: WamStandIn;

beforeAll(async () => {
  standIn = await WamStandIn.start(recordedWorld);
});

beforeEach(() => standIn.reset());

afterAll(() => standIn[Symbol.asyncDispose]());

/** An app on msal-node with our plug-in, at a WAM without Windows. */
class WindowsStage implements AsyncDisposable {
  readonly channel: DeskChannel;
  readonly plugin: NativeBrokerPlugin;
  readonly pca: PublicClientApplication;

  constructor(tenant = 'organizations', facts: Partial<HostFacts> = {}) {
    this.channel = new DeskChannel(standIn, { facts });
    this.plugin = new NativeBrokerPlugin({ msal: newest, channel: this.channel });
    this.pca = new newest.PublicClientApplication({
      auth: { clientId, authority: `${microsoft}/${tenant}` },
      broker: { nativeBrokerPlugin: this.plugin },
    });
  }

  interactively(request: Untyped = {}) {
    const openBrowser = (): Promise<void> => Promise.reject(new Error('a browser was opened'));
    return this.pca.acquireTokenInteractive({ scopes, openBrowser, ...request });
  }

  /** The latest call that may open a window. */
  get windowCall(): WamCall<'requestToken'> {
    const calls = this.channel.verbs.filter((call) => call.verb === 'requestToken');
    const latest = calls.at(-1);
    if (latest === undefined) throw new Error('no call may open a window');
    return latest;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.plugin.close();
  }
}

describe('the plug-in on Windows', () => {
  it('is available where WAM can serve, and says otherwise why not', async () => {
    await using well = new WindowsStage();
    expect(well.plugin.isBrokerAvailable).toBe(true);
    await using ill = new WindowsStage('organizations', { session: 0 });
    expect(ill.plugin.isBrokerAvailable).toBe(false);
    expect(ill.plugin.status).toMatchObject({ reason: 'unavailable', problem: 'service_session' });
    expect(await ill.plugin.refreshStatus()).toEqual(ill.plugin.status);
  });

  it('is told of what has changed by a Ping', async () => {
    await using stage = new WindowsStage();
    stage.channel.facts = { shell: false };
    expect(await stage.plugin.refreshStatus()).toMatchObject({ problem: 'no_shell' });
    stage.channel.facts = {};
    expect(await stage.plugin.refreshStatus()).toEqual({ available: true, channel: 'wam' });
  });

  it.each([
    ['organizations', true],
    ['common', true],
    ['consumers', true],
    ['adfs', false],
    ['tfp/contoso/b2c_1_x', false],
  ])('serves %s: %p', async (tenant, served) => {
    const channel = new DeskChannel(standIn);
    await using plugin = brokerFor(`${microsoft}/${tenant}`, { channel });
    expect(plugin !== undefined).toBe(served);
    channel.close();
  });

  it('does not serve external tenants', () => {
    const channel = new DeskChannel(standIn);
    expect(brokerFor('https://contoso.ciamlogin.com/contoso', { channel })).toBeUndefined();
    channel.close();
  });
});

describe('the window', () => {
  it.each([
    ['none', undefined],
    ['an empty Buffer', Buffer.alloc(0)],
    ['one zero byte', Buffer.alloc(1)],
  ])('%s is the console', async (_what, windowHandle) => {
    await using stage = new WindowsStage();
    await stage.interactively({ prompt: 'select_account', windowHandle });
    expect(stage.windowCall.window).toBe('console');
  });

  it.each([4, 8])('a handle of %i bytes arrives unchanged', async (length) => {
    await using stage = new WindowsStage();
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(deskWindow);
    const windowHandle = bytes.subarray(0, length);
    await stage.interactively({ prompt: 'select_account', windowHandle });
    expect(stage.windowCall.window).toBe(deskWindow);
  });

  it('one that does not exist is refused, and WAM is not asked for a token', async () => {
    await using stage = new WindowsStage();
    const windowHandle = Buffer.from([0xad, 0xde, 0, 0, 0, 0, 0, 0]);
    const error = await failure(stage.interactively({ prompt: 'select_account', windowHandle }));
    expect(error.errorCode).toBe('invalid_window_handle');
    expect(standIn.calls.filter(({ request }) => request !== undefined)).toEqual([]);
  });
});

describe('what WAM is asked', () => {
  it.each([
    ['login', 'login'],
    ['consent', 'consent'],
    ['select_account', 'select_account'],
    ['create', 'select_account'],
  ])('prompt %s is prompt %s, and opens the window', async (prompt, sent) => {
    await using stage = new WindowsStage();
    await stage.interactively({ prompt, domainHint: 'contoso.example' });
    const { promptType, properties } = stage.windowCall;
    expect(promptType).toBe(1);
    expect(properties).toMatchObject({ prompt: sent, domain_hint: 'contoso.example' });
  });

  it('without a window a domain hint is of no use, and is left out', async () => {
    await using stage = new WindowsStage();
    await stage.interactively({ prompt: 'none', domainHint: 'contoso.example' });
    const [call] = stage.channel.verbs.filter(({ verb }) => verb === 'getTokenSilently');
    expect(call).toMatchObject({ promptType: 0 });
    expect(JSON.stringify(call)).not.toContain('domain_hint');
  });
});

/** What an app keeps of an account from one run to the next. */
function kept(account: AccountInfo | null): AccountInfo {
  return JSON.parse(JSON.stringify(account)) as AccountInfo;
}

describe('an account after a restart', () => {
  async function signedIn(tenant: string, loginHint: string): Promise<AccountInfo> {
    await using stage = new WindowsStage(tenant);
    const { account } = await stage.interactively({ loginHint, prompt: 'login' });
    return kept(account);
  }

  it.each([
    ['consumers', personal],
    ['organizations', work],
  ])('%s: is found again', async (tenant, username) => {
    const account = await signedIn(tenant, username);
    expect(account.username).toBe(username);
    await using stage = new WindowsStage(tenant);
    const result = await stage.pca.acquireTokenSilent({ scopes, account });
    expect(result.account).toMatchObject({
      ...account,
      idTokenClaims: expect.anything() as object,
    });
  });

  it('a personal one has WAM’s own id, since no list has it', async () => {
    const account = await signedIn('consumers', personal);
    expect(account.nativeAccountId).toBe(recordedWorld.webAccountIds?.[personal]);
    expect(account.localAccountId).toBe('00000000-0000-0000-0003-bffd0a1b2c3d');
    await using stage = new WindowsStage('consumers');
    expect(await stage.pca.getAllAccounts()).toHaveLength(1);
    await stage.pca.acquireTokenSilent({ scopes, account });
    const found = standIn.calls.filter(({ call }) => call === 'FindAccountAsync');
    expect(found.map(({ accountId }) => accountId)).toContain(account.nativeAccountId);
  });

  it('a work one has its object id, as with Microsoft’s plug-in', async () => {
    const account = await signedIn('organizations', work);
    expect(account.nativeAccountId).toBe('11111111-1111-4111-8111-111111111111');
  });

  it('a personal one can be signed out', async () => {
    const account = await signedIn('consumers', personal);
    await using stage = new WindowsStage('consumers');
    await stage.pca.signOut({ account });
    const calls = standIn.calls.map(({ call }) => call);
    expect(calls).toContain('WebAccount.SignOutWithClientIdAsync');
  });

  it('one that nobody knows any more is not found', async () => {
    const account = await signedIn('organizations', work);
    await using stage = new WindowsStage();
    const gone = { ...account, nativeAccountId: '99999999-9999-4999-8999-999999999999' };
    const error = await failure(stage.pca.acquireTokenSilent({ scopes, account: gone }));
    expect(error.errorCode).toBe('no_account_found');
  });
});
