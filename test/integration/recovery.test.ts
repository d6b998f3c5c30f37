// SPDX-License-Identifier: MIT
import { EventEmitter, once } from 'node:events';
import { openBroker, type AvailabilityChange, type Broker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { BusProxy } from '../support/bus-proxy.js';
import { clientId, windowRequest } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

function brokerAt(address: string): Promise<Broker> {
  return openBroker({ channel: new DbusChannel({ address, connectTimeoutMs: 2_000 }) });
}

function brokerOf({ busAddress = '' }: Simulator): Promise<Broker> {
  return brokerAt(busAddress);
}

/** Collects what a broker tells of its availability. */
function availabilityOf(broker: Broker): {
  readonly changes: AvailabilityChange[];
  until(count: number): Promise<void>;
} {
  const changes: AvailabilityChange[] = [];
  const bell = new EventEmitter();
  broker.on('availabilityChanged', (change) => {
    changes.push(change);
    bell.emit('rung');
  });
  return {
    changes,
    async until(count) {
      while (changes.length < count) await once(bell, 'rung');
    },
  };
}

const present = { available: true, running: true };
const gone = { available: false, running: false };

it('a broker that dies fails the calls that wait for it at once, and the next one works', async () => {
  await using simulator = await startSimulator();
  await using broker = await brokerOf(simulator);
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  const calls = [1, 2, 3].map(() =>
    rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable'),
  );
  await broker.getBrokerVersion();
  await simulator.crash();
  for (const error of await Promise.all(calls)) {
    expect(error.retryable).toBe(true);
    expect(error.context).toMatch(/^org\.freedesktop\.DBus\.Error\.NoReply/);
  }
  await rejectsWith(broker.getBrokerVersion(), 'broker_unavailable');
  await simulator.restart();
  expect(await broker.getBrokerVersion()).toBe('3.0.2');
});

it.each(['before', 'after'] as const)(
  'a broker that crashes %s its reply is told apart',
  async (crash) => {
    await using simulator = await startSimulator();
    await using broker = await brokerOf(simulator);
    simulator.setRules([{ then: { crash } }]);
    const call = broker.getBrokerVersion();
    if (crash === 'after') expect(await call).toBe('3.0.2');
    else await rejectsWith(call, 'broker_unavailable');
  },
);

it('a bus that dies fails the calls that wait, and a new bus is found by the next call', async () => {
  await using simulator = await startSimulator();
  await using broker = await brokerOf(simulator);
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  const call = rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable');
  await simulator.waitForRequest('getAccounts');
  await simulator.killBus();
  expect((await call).message).toMatch(/bus went away while the call waited/);
  const meanwhile = await rejectsWith(broker.getBrokerVersion(), 'broker_unavailable');
  expect(meanwhile.message).toMatch(/nobody answers/);
  for (let round = 0; round < 3; round += 1) {
    await simulator.restartBus();
    await simulator.restart();
    expect(await broker.getBrokerVersion()).toBe('3.0.2');
    await simulator.killBus();
  }
});

it('a new owner of the name is told, and so are its absence and return', async () => {
  await using simulator = await startSimulator();
  await using broker = await brokerOf(simulator);
  const availability = availabilityOf(broker);
  await broker.getBrokerVersion();
  await simulator.crash();
  await availability.until(1);
  await simulator.restart();
  await availability.until(2);
  expect(availability.changes).toEqual([gone, present]);
});

it('a broker that can be started stays available when it goes', async () => {
  await using simulator = await startSimulator({ start: 'activatable' });
  await using broker = await brokerOf(simulator);
  const availability = availabilityOf(broker);
  await broker.getBrokerVersion();
  await availability.until(1);
  await simulator.crash();
  await availability.until(2);
  expect(availability.changes).toEqual([present, { available: true, running: false }]);
});

it('a bus that goes takes the broker with it, and the next call brings both back', async () => {
  await using simulator = await startSimulator();
  await using broker = await brokerOf(simulator);
  const availability = availabilityOf(broker);
  await broker.getBrokerVersion();
  await simulator.killBus();
  await availability.until(1);
  await simulator.restartBus();
  await simulator.restart();
  await broker.getBrokerVersion();
  await availability.until(2);
  expect(availability.changes).toEqual([gone, present]);
});

it('a bus that comes only after the first call failed is told', async () => {
  await using simulator = await startSimulator();
  await simulator.killBus();
  await using broker = await brokerOf(simulator);
  const availability = availabilityOf(broker);
  await rejectsWith(broker.getBrokerVersion(), 'broker_unavailable');
  await simulator.restartBus();
  await simulator.restart();
  await broker.getBrokerVersion();
  await availability.until(1);
  expect(availability.changes).toEqual([present]);
});

it('all calls of a broker share one connection, a cancel with its flow', async () => {
  await using simulator = await startSimulator({ scenario: waitingForUser });
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using proxy = await BusProxy.start(simulator.busAddress ?? '', { path });
  await using broker = await brokerAt(`unix:path=${path}`);
  const controller = new AbortController();
  const { signal } = controller;
  const rejected = rejectsWith(
    broker.signInInteractively({ ...windowRequest, signal }),
    'request_aborted',
  );
  await simulator.waitForInteraction();
  controller.abort();
  await rejected;
  await simulator.waitForRequest('cancelInteractiveFlow');
  await Promise.all([1, 2, 3].map(() => broker.getBrokerVersion()));
  expect(proxy.speakers).toBe(1);
});

it('a flow that is aborted while the connection is made opens no window, then or later', async () => {
  await using simulator = await startSimulator({ scenario: waitingForUser });
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using proxy = await BusProxy.start(simulator.busAddress ?? '', { path }, { hold: true });
  await using broker = await brokerAt(`unix:path=${path}`);
  const controller = new AbortController();
  const { signal } = controller;
  const rejected = rejectsWith(
    broker.signInInteractively({ ...windowRequest, signal }),
    'request_aborted',
  );
  controller.abort();
  await rejected;
  const version = broker.getBrokerVersion();
  proxy.release();
  await version;
  expect(simulator.requests.map(({ method }) => method)).toEqual(['getLinuxBrokerVersion']);
});
