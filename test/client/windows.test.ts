// SPDX-License-Identifier: MIT
import { LogLevel, type AccountInfo } from '@azure/msal-node';
import { PublicClientApplication, type BrokerConfiguration } from 'entra-broker/client';
import type { HostFacts } from '../../lib/channels/wam/calls.js';
import { WamStandIn } from '../windows/stand-in/wam-stand-in.js';
import { DeskChannel } from '../windows/support/desk-channel.js';
import { recordedIds, recordedWorld } from '../windows/support/recorded-world.js';

const { clientId } = recordedIds;
const microsoft = 'https://login.microsoftonline.com';
const work = 'user@contoso.example';
const personal = 'user@outlook.example';
const request = {
  scopes: ['User.Read'],
  parentWindowHandle: PublicClientApplication.CONSOLE_WINDOW_HANDLE,
};

let standIn: WamStandIn;

beforeAll(async () => {
  standIn = await WamStandIn.start(recordedWorld);
});

beforeEach(() => standIn.reset());

afterAll(() => standIn[Symbol.asyncDispose]());

interface Change {
  readonly tenant?: string;
  readonly broker?: BrokerConfiguration;
  readonly facts?: Partial<HostFacts>;
}

/** An app at a WAM without Windows; `warnings` are what its logger was told. */
function appWith({ tenant = 'organizations', broker, facts = {} }: Change = {}) {
  const warnings: string[] = [];
  const channel = new DeskChannel(standIn, { facts });
  const app = new PublicClientApplication({
    auth: { clientId, authority: `${microsoft}/${tenant}` },
    broker: { enableBrokerOnWindows: true, channel, ...broker },
    system: {
      loggerOptions: {
        logLevel: LogLevel.Warning,
        loggerCallback: (_level, line) => warnings.push(line),
      },
    },
  });
  return { app, channel, warnings, [Symbol.asyncDispose]: () => app.close() };
}

describe('the decision on Windows', () => {
  it.each([
    ['enableBrokerOnWindows', 'on'],
    ['allowBroker', 'on'],
    ['enableBrokerOnLinux', 'not_opted_in'],
    ['enableBrokerOnWsl', 'not_opted_in'],
  ])('%s alone: %s', async (flag, expected) => {
    const broker = { enableBrokerOnWindows: false, [flag]: true };
    await using stage = appWith({ broker });
    const decision = await stage.app.brokerDecision();
    expect(decision.state === 'on' ? 'on' : decision.reason).toBe(expected);
    if (decision.state === 'on') expect(decision.channel).toBe('wam');
  });

  it.each([
    ['consumers', 'on'],
    ['adfs', 'authority_not_supported'],
    ['tfp/contoso/b2c_1_x', 'authority_not_supported'],
  ])('%s: %s', async (tenant, expected) => {
    await using stage = appWith({ tenant });
    const decision = await stage.app.brokerDecision();
    expect(decision.state === 'on' ? 'on' : decision.reason).toBe(expected);
    expect(stage.warnings).toEqual([]);
  });

  it('is off with a warning where WAM cannot serve, with the reason in words', async () => {
    await using stage = appWith({ facts: { sameUser: false } });
    expect(await stage.app.brokerDecision()).toMatchObject({
      reason: 'unavailable',
      detail: expect.stringContaining('another user') as string,
    });
    expect(stage.warnings).toHaveLength(1);
  });

  it('is an error there in strict mode', async () => {
    await using stage = appWith({ facts: { shell: false }, broker: { strict: true } });
    await expect(stage.app.brokerDecision()).rejects.toMatchObject({ code: 'broker_unavailable' });
  });
});

describe('signing in on Windows', () => {
  it('takes no window where WAM needs none', async () => {
    await using stage = appWith();
    const result = await stage.app.acquireTokenInteractive(request);
    expect(result.account?.username).toBe(work);
    expect(stage.channel.verbs.map(({ verb }) => verb)).not.toContain('requestToken');
  });

  it.each([
    ['organizations', work],
    ['consumers', personal],
  ])('%s: the account is found again after a restart', async (tenant, loginHint) => {
    let account: AccountInfo | null;
    {
      await using stage = appWith({ tenant });
      const prompted = { ...request, loginHint, prompt: 'login' } as const;
      ({ account } = await stage.app.acquireTokenInteractive(prompted));
    }
    await using stage = appWith({ tenant });
    const known = JSON.parse(JSON.stringify(account)) as AccountInfo;
    const { scopes } = request;
    const result = await stage.app.acquireTokenSilent({ scopes, account: known });
    expect(result?.account?.username).toBe(loginHint);
    await stage.app.removeAccount(known);
    const signedOut = standIn.calls.filter(
      ({ call }) => call === 'WebAccount.SignOutWithClientIdAsync',
    );
    expect(signedOut).toHaveLength(1);
  });

  it('lets personal accounts through a work authority say nothing to WAM', async () => {
    await using stage = appWith({ broker: { enableMsaPassthrough: true } });
    await stage.app.acquireTokenInteractive({ ...request, prompt: 'login' });
    expect(JSON.stringify(standIn.calls)).not.toContain('msal_request_type');
  });

  it('refuses a window that does not exist', async () => {
    await using stage = appWith();
    const call = stage.app.acquireTokenInteractive({
      ...request,
      prompt: 'login',
      parentWindowHandle: 0xdeadn,
    });
    await expect(call).rejects.toMatchObject({ code: 'invalid_window_handle' });
  });
});
