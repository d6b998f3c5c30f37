// SPDX-License-Identifier: MIT
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { createRuntime } from '../../lib/msal-node-runtime/runtime.js';
import { Calls, correlationId, failureOf, parameters } from './support/calls.js';
import { simulated, tripleOf } from './support/simulated.js';

const desktop = simulated();
const zeros = '00000000-0000-0000-0000-000000000000';

function methodsSince(before: number): readonly string[] {
  return desktop.simulator.requests.slice(before).map(({ method }) => method);
}

/** As a program that has just started. */
function newRuntime(): Calls {
  const address = desktop.simulator.busAddress ?? '';
  return new Calls(createRuntime(() => new DbusChannel({ address })));
}

describe('reading an account by its id', () => {
  it('asks nobody for an account that has been named before, as the original', async () => {
    const { accountId } = await desktop.calls.account();
    const before = desktop.simulator.requests.length;
    const result = await desktop.calls.read(accountId);
    expect(result.account.username).toBe('ada@contoso.example');
    expect(methodsSince(before)).toEqual([]);
  });

  it('asks the broker for one that this process has not seen', async () => {
    const { accountId } = await desktop.calls.account();
    const before = desktop.simulator.requests.length;
    const result = await newRuntime().read(accountId);
    expect(result.account.username).toBe('ada@contoso.example');
    expect(methodsSince(before)).toEqual(['getAccounts']);
  });

  it('asks in the name of the client that was named last', async () => {
    const clientId = '0c0ffee0-0000-4000-8000-000000000001';
    const calls = newRuntime();
    parameters(calls.runtime, { clientId });
    await calls.read('nobody');
    const [request] = desktop.simulator.requests.slice(-1);
    expect(request).toMatchObject({ method: 'getAccounts', body: { clientId } });
    parameters(calls.runtime, { clientId: 'no GUID' });
    await calls.read('nobody');
    const [next] = desktop.simulator.requests.slice(-1);
    expect(next).toMatchObject({ method: 'getAccounts', body: { clientId: zeros } });
  });

  it.each([
    ['another tenant', 'https://login.microsoftonline.com/2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502'],
    ['another cloud', 'https://login.microsoftonline.us/common'],
  ])('finds an account of %s, also after a restart', async (_where, authority) => {
    const { account } = await desktop.calls.silent({ authority });
    expect(account.accountId.startsWith(`${account.homeAccountId}.`)).toBe(true);
    for (const calls of [desktop.calls, newRuntime()]) {
      const { account: found } = await calls.read(account.accountId);
      expect(found.accountId).toBe(account.accountId);
      expect(found.realm).toBe(account.realm);
      expect(found.environment).toBe(account.environment);
    }
  });
});

describe('signing out', () => {
  it('asks the broker to forget the account', async () => {
    const account = await desktop.calls.account();
    const before = desktop.simulator.requests.length;
    expect(failureOf(await desktop.calls.signOut(account))).toBeUndefined();
    expect(methodsSince(before)).toEqual(['removeAccount']);
    expect((await desktop.calls.discover()).accounts).toEqual([]);
    expect(tripleOf(failureOf(await desktop.calls.read(account.accountId)))).toBe('16 0 5vt4a');
  });

  it('succeeds where the broker knows no such call, as the original without asking', async () => {
    const name = 'org.freedesktop.DBus.Error.UnknownMethod';
    const account = await desktop.calls.account();
    const then = { dbusError: { name, message: '' } };
    desktop.simulator.setRules([{ when: { method: 'removeAccount' }, then }]);
    expect(failureOf(await desktop.calls.signOut(account))).toBeUndefined();
  });

  it('fails where the broker fails', async () => {
    const account = await desktop.calls.account();
    const error = { status: 9, errorCode: 1, tag: 507897694, context: 'Invented' };
    const then = { reply: { error } };
    desktop.simulator.setRules([{ when: { method: 'removeAccount' }, then }]);
    expect(tripleOf(failureOf(await desktop.calls.signOut(account)))).toBe('9 1 4r434');
  });

  it('of a client id that is none asks nobody, and succeeds', async () => {
    const { calls } = desktop;
    const account = await calls.account();
    const before = desktop.simulator.requests.length;
    const result = await new Promise<{ CheckError(): void }>((resolve) => {
      calls.runtime.SignOutSilentlyAsync('', correlationId, account, resolve);
    });
    expect(failureOf(result)).toBeUndefined();
    expect(methodsSince(before)).toEqual([]);
  });
});

it('an account of a result goes back to the broker with all that its list told', async () => {
  const { calls, simulator } = desktop;
  await calls.account();
  const { account } = await calls.silent();
  await calls.silent({}, account);
  const [request] = simulator.requests.slice(-1);
  expect(request?.body).toMatchObject({
    authParameters: { account: { givenName: 'Ada', familyName: 'Lovelace', name: 'Ada Lovelace' } },
  });
});
