// SPDX-License-Identifier: MIT
import type { DiscoverAccountsResult } from 'entra-broker/msal-node-runtime';
import type { HostFacts } from '../../lib/channels/wam/calls.js';
import { createRuntime } from '../../lib/msal-node-runtime/runtime.js';
import { WamStandIn } from '../windows/stand-in/wam-stand-in.js';
import { DeskChannel, deskWindow } from '../windows/support/desk-channel.js';
import { Calls, correlationId, failureOf } from './support/calls.js';
import { tripleOf } from './support/simulated.js';

const guest = {
  tenantId: '2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502',
  oid: '0f0f0f0f-1111-4222-8333-444444444444',
};

const channels: DeskChannel[] = [];

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

function callsAt(standIn: WamStandIn, facts: Partial<HostFacts> = {}): Calls {
  const open = (): DeskChannel => {
    const channel = new DeskChannel(standIn, { facts });
    channels.push(channel);
    return channel;
  };
  return new Calls(createRuntime(open));
}

describe('the runtime entry on Windows', () => {
  it('lists no guests, as the original, and can be used by them', async () => {
    await using standIn = await WamStandIn.start({ guests: { 'ada@contoso.example': guest } });
    const calls = callsAt(standIn);
    expect((await calls.discover()).accounts).toEqual([]);
    const result = await calls.signInSilently();
    expect(failureOf(result)).toBeUndefined();
    expect(result.account.homeAccountId).toMatch(/\.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01$/);
  });

  it('shows no client info of listed accounts, as the original', async () => {
    await using standIn = await WamStandIn.start();
    const account = await callsAt(standIn).account();
    expect(account.username).toBe('ada@contoso.example');
    expect(account.clientInfo).toBeUndefined();
  });

  it.each(['prompt', 'Prompt', 'domain_hint', 'api-version', 'NONCE', 'dc'])(
    'refuses the parameter %s before WAM is asked',
    async (name) => {
      await using standIn = await WamStandIn.start();
      const result = await callsAt(standIn).signInSilently({ additional: [[name, 'x']] });
      expect(tripleOf(failureOf(result))).toBe('6 0 9og4s');
      expect(standIn.calls).toEqual([]);
    },
  );

  it('takes personal accounts, and refuses what WAM does not serve in words', async () => {
    await using standIn = await WamStandIn.start();
    const calls = callsAt(standIn);
    const adfs = await calls.signInSilently({ authority: 'https://sts.contoso.example/adfs' });
    expect(tripleOf(failureOf(adfs))).toBe('6 0 -');
    expect(failureOf(adfs)?.errorContext).toContain('does not serve this authority');
    const consumers = 'https://login.microsoftonline.com/consumers';
    await calls.signInSilently({ authority: consumers });
    expect(standIn.calls.map(({ authority }) => authority)).toContain('consumers');
  });

  it('says at the start that there is no broker', async () => {
    await using standIn = await WamStandIn.start();
    const calls = callsAt(standIn, { session: 0 });
    expect(calls.runtime.StartupError).toMatchObject({ errorStatus: 6, errorTag: 507897694 });
    expect(tripleOf(failureOf(await calls.signInSilently()))).toBe('6 0 4r434');
    const discovered = await new Promise<DiscoverAccountsResult>((resolve) => {
      calls.runtime.DiscoverAccountsAsync('client', correlationId, resolve);
    });
    expect(discovered.accounts).toEqual([]);
  });

  it('refuses a window that does not exist, where the original takes the desktop', async () => {
    await using standIn = await WamStandIn.start();
    const calls = callsAt(standIn);
    const bytes = Buffer.alloc(8);
    bytes.writeBigUInt64LE(0xdeadn);
    const refused = await calls.signInInteractively({}, '', bytes);
    expect(tripleOf(failureOf(refused))).toBe('6 0 -');
    bytes.writeBigUInt64LE(deskWindow);
    const authority = 'https://login.microsoftonline.com/organizations';
    expect(failureOf(await calls.signInInteractively({ authority }, '', bytes))).toBeUndefined();
  });
});
