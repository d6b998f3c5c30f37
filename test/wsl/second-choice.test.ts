// SPDX-License-Identifier: MIT
import { inspectBroker, openBroker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { AvailabilityProbe } from '../../lib/broker/availability-probe.js';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { SecondChoiceChannel } from '../../lib/channels/wsl-proxy/second-choice-channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { clientId, windowRequest } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { channelTo, startWsl } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

let bus: Simulator;

beforeAll(async () => {
  bus = await startSimulator({ front: 'dbus' });
});

afterAll(async () => {
  await bus.stop();
});

function channelWithSecond(wsl: Simulator): SecondChoiceChannel {
  return new SecondChoiceChannel(
    channelTo(wsl, { locateTimeoutMs: 300 }),
    () => new DbusChannel({ address: bus.busAddress ?? '' }),
  );
}

it('the proxy is taken where there is one', async () => {
  await using wsl = await startWsl();
  await using broker = await openBroker({ channel: channelWithSecond(wsl) });
  await broker.getAccounts({ clientId });
  expect(broker.channel).toBe('wsl-proxy');
  expect(wsl.requests).toHaveLength(1);
});

it.each(['wslinfo-missing', 'proxy-missing', 'wslinfo-hangs'] as const)(
  'with %s every call goes to the bus, the first ones too',
  async (wslFailure) => {
    await using wsl = await startWsl({ wslFailure });
    await using broker = await openBroker({ channel: channelWithSecond(wsl) });
    const from = bus.requests.length;
    await Promise.all([broker.getAccounts({ clientId }), broker.getAccounts({ clientId })]);
    await broker.getAccounts({ clientId });
    expect(broker.channel).toBe('dbus');
    expect(bus.requests).toHaveLength(from + 3);
  },
);

it('inspectBroker and the probe name the channel that answers', async () => {
  await using wsl = await startWsl({ wslFailure: 'wslinfo-missing' });
  const first = channelWithSecond(wsl);
  expect(await inspectBroker({ channel: first })).toMatchObject({ channel: 'dbus' });
  const second = channelWithSecond(wsl);
  expect(new AvailabilityProbe(second).availability).toMatchObject({ channel: 'dbus' });
  first.close();
  second.close();
});

it('a broker that fails behind its proxy is not exchanged for another', async () => {
  await using wsl = await startWsl();
  wsl.setRules([{ then: { proxy: { signal: 'SIGSEGV' } } }]);
  await using broker = await openBroker({ channel: channelWithSecond(wsl) });
  const from = bus.requests.length;
  await rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable');
  expect(broker.channel).toBe('wsl-proxy');
  expect(bus.requests).toHaveLength(from);
});

it('an aborted flow closes its window on the second choice', async () => {
  await using wsl = await startWsl({ wslFailure: 'wslinfo-missing' });
  bus.setScenario(waitingForUser);
  await using broker = await openBroker({ channel: channelWithSecond(wsl) });
  const controller = new AbortController();
  const { signal } = controller;
  const rejected = rejectsWith(
    broker.signInInteractively({ ...windowRequest, signal }),
    'request_aborted',
  );
  await bus.waitForInteraction();
  controller.abort();
  await rejected;
  await bus.waitForRequest('cancelInteractiveFlow');
  await broker.close();
  expect(bus.pendingInteractions).toEqual([]);
  bus.setScenario('default');
});

it('availability is watched once the second choice is in use', async () => {
  await using wsl = await startWsl({ wslFailure: 'wslinfo-missing' });
  await using broker = await openBroker({ channel: channelWithSecond(wsl) });
  const changed = new Promise((resolve) => broker.on('availabilityChanged', resolve));
  await broker.getBrokerVersion();
  await bus.crash();
  expect(await changed).toEqual({ available: false, running: false });
  await bus.restart();
});
