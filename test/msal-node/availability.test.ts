// SPDX-License-Identifier: MIT
import { BrokerError } from 'entra-broker';
import { brokerFor, NativeBrokerPlugin } from 'entra-broker/msal-node';
import { startSimulator, type Simulator, type SimulatorOptions } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejection } from '../support/broker-errors.js';
import { withEnvironment } from '../support/environment.js';
import { Listener, saysNothing } from '../support/listener.js';
import { clientId } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { failure, Stage } from './stage.js';
import { newest } from './versions.js';

interface Opened extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly channel: DbusChannel;
}

async function simulated(options: SimulatorOptions): Promise<Opened> {
  const simulator = await startSimulator(options);
  const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  return { simulator, channel, [Symbol.asyncDispose]: () => simulator.stop() };
}

it('a new plug-in finds the broker of the session bus, and starts nothing', async () => {
  await using simulator = await startSimulator({ start: 'activatable' });
  await withEnvironment(simulator.env, async () => {
    await using plugin = new NativeBrokerPlugin();
    expect(plugin.isBrokerAvailable).toBe(true);
    expect(plugin.status).toEqual({ available: true, channel: 'dbus' });
    expect(simulator.running).toBe(false);
  });
});

it('tells why there is no broker', async () => {
  await using opened = await simulated({ start: 'absent' });
  await using plugin = new NativeBrokerPlugin({ channel: opened.channel });
  expect(plugin.isBrokerAvailable).toBe(false);
  expect(plugin.status).toMatchObject({
    available: false,
    reason: 'unavailable',
    problem: 'name_unavailable',
  });
});

it('sees a broker that came later', async () => {
  await using opened = await simulated({ start: 'absent' });
  await using plugin = new NativeBrokerPlugin({ channel: opened.channel });
  expect(plugin.isBrokerAvailable).toBe(false);
  await opened.simulator.restart();
  expect(await plugin.refreshStatus()).toMatchObject({ available: true, version: '3.0.2' });
  expect(plugin.isBrokerAvailable).toBe(true);
});

it('create() pings the broker, which starts it', async () => {
  await using opened = await simulated({ start: 'activatable' });
  await using plugin = await NativeBrokerPlugin.create({ channel: opened.channel });
  expect(opened.simulator.running).toBe(true);
  expect(plugin.status).toEqual({ available: true, channel: 'dbus', version: '3.0.2' });
});

it('create() knows of a broker that does not answer, which the probe cannot see', async () => {
  await using opened = await simulated({});
  opened.simulator.setRules([{ when: { method: 'Ping' }, then: { noReply: true } }]);
  const options = { channel: opened.channel, pingTimeoutMs: 100 };
  await using plugin = await NativeBrokerPlugin.create(options);
  expect(plugin.isBrokerAvailable).toBe(false);
  expect(plugin.status).toMatchObject({ available: false, problem: 'too_slow' });
});

it('create() can be aborted', async () => {
  await using opened = await simulated({});
  const options = { channel: opened.channel, signal: AbortSignal.abort() };
  expect(await rejection(NativeBrokerPlugin.create(options))).toMatchObject({
    code: 'request_aborted',
  });
});

it('the last known answer serves while a window is open', async () => {
  await using simulator = await startSimulator({ scenario: waitingForUser });
  await using stage = new Stage(simulator);
  const failed = failure(stage.interactively({ prompt: 'login' }));
  await stage.arrival('acquireTokenInteractively');
  const looked = jest.spyOn(stage.channel, 'probe');
  expect(stage.plugin.isBrokerAvailable).toBe(true);
  expect(looked).not.toHaveBeenCalled();
  simulator.answerInteractive('refuse');
  expect(await failed).toMatchObject({ errorCode: 'user_canceled' });
  expect(stage.plugin.isBrokerAvailable).toBe(true);
  expect(looked).toHaveBeenCalled();
});

it('without a session bus, calls fail in the classes of the app', async () => {
  const variables = { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: '' };
  await withEnvironment(variables, async () => {
    await using plugin = new NativeBrokerPlugin({ msal: newest });
    expect(plugin.status).toMatchObject({ available: false, problem: 'no_bus_address' });
    const error = await failure(plugin.getAllAccounts(clientId, ''));
    expect(error).toBeInstanceOf(newest.ClientAuthError);
    expect(error).toMatchObject({ cause: { code: 'broker_unavailable' } });
  });
});

it('a bus that hangs costs the thread one look, not one for each question', async () => {
  using folder = new TemporaryFolder();
  await using bus = await Listener.start({ path: folder.file('bus') }, saysNothing);
  const channel = new DbusChannel({ address: bus.address });
  await using plugin = new NativeBrokerPlugin({ channel });
  expect(plugin.status).toMatchObject({ available: false, problem: 'too_slow' });
  const looked = jest.spyOn(channel, 'probe');
  expect(plugin.isBrokerAvailable).toBe(false);
  expect(looked).not.toHaveBeenCalled();
});

describe('a plug-in that was closed has no broker', () => {
  const closed = { available: false, problem: 'closed' };

  it('whatever it knew before', async () => {
    await using opened = await simulated({});
    const plugin = await NativeBrokerPlugin.create({ channel: opened.channel });
    expect(plugin.isBrokerAvailable).toBe(true);
    await plugin.close();
    expect(plugin.status).toMatchObject(closed);
    expect(await plugin.refreshStatus()).toMatchObject(closed);
  });

  it('nor does it learn of one from a Ping that was on its way', async () => {
    await using opened = await simulated({});
    const { simulator, channel } = opened;
    const plugin = new NativeBrokerPlugin({ channel });
    simulator.setRules([{ when: { method: 'getLinuxBrokerVersion' }, then: { noReply: true } }]);
    const asked = plugin.refreshStatus();
    await simulator.waitForRequest('getLinuxBrokerVersion');
    await plugin.close();
    expect(await asked).toMatchObject(closed);
    expect(plugin.status).toMatchObject(closed);
  });
});

describe('a wrong option is refused at once, by name', () => {
  const wrong: readonly (readonly [string, object])[] = [
    ['callTimeoutMs', { callTimeoutMs: 0 }],
    ['channel', { channel: 5 }],
    ['msal', { msal: { AuthError: Error } }],
    ['signOutOfBroker', { signOutOfBroker: 'no' }],
    ['bundleId', { bundleId: '' }],
    ['clientId', { clientId: 'my-app' }],
    ['options', null as unknown as object],
    ['options', [] as object],
  ];

  it.each(wrong)('%s', (option, options) => {
    const make = (): NativeBrokerPlugin => new NativeBrokerPlugin(options);
    expect(make).toThrow(BrokerError);
    expect(make).toThrow(`new NativeBrokerPlugin: `);
    expect(make).toThrow(option);
  });

  it('of brokerFor', () => {
    for (const options of [null, { knownAuthorities: 'login.contoso.example' }]) {
      const make = (): unknown => brokerFor('https://login.contoso.example/t', options as object);
      expect(make).toThrow(BrokerError);
      expect(make).toThrow('brokerFor: ');
    }
  });
});
