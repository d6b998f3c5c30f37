// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { openBroker } from 'entra-broker';
import { startSimulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { BusProxy } from '../support/bus-proxy.js';
import { authenticatesOnly, Listener, saysNothing } from '../support/listener.js';
import { RecordingChannel } from '../support/recording-channel.js';
import { callOperation, clientId, operations, windowRequest } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

jest.setTimeout(30_000);

const strangers = [
  ['says nothing', saysNothing, /accepted the connection and then said nothing/],
  ['answers no Hello', authenticatesOnly, /did not answer Hello/],
] as const;

// The deadline of the connection, far below that of the calls.
it.each(strangers)(
  'every call to a bus that %s ends when the connection has had its time',
  async (_what, behaviour, detail) => {
    using folder = new TemporaryFolder();
    const path = folder.file('bus');
    const channel = new RecordingChannel(
      new DbusChannel({ address: `unix:path=${path}`, connectTimeoutMs: 300 }),
    );
    await using broker = await openBroker({ channel });
    {
      await using _listener = await Listener.start({ path }, behaviour);
      const all = operations.filter(({ name }) => name !== 'signInInteractively');
      for (const error of await Promise.all(
        all.map((operation) => rejectsWith(callOperation(broker, operation), 'broker_unavailable')),
      )) {
        expect(error.message).toMatch(detail);
      }
    }
    await using simulator = await startSimulator();
    await using _proxy = await BusProxy.start(simulator.busAddress ?? '', { path });
    expect(await broker.getBrokerVersion()).toBe('3.0.2');
    expect(channel.replies.length).toBe(channel.calls.length);
  },
);

it('calls of less time than the connection end in their own', async () => {
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using _listener = await Listener.start({ path }, saysNothing);
  const channel = new DbusChannel({ address: `unix:path=${path}`, connectTimeoutMs: 60_000 });
  await using broker = await openBroker({ channel });
  await rejectsWith(broker.getAccounts({ clientId, timeoutMs: 200 }), 'timed_out');
});

it('a bus that dies while a connection is made fails the calls, and its successor works', async () => {
  await using simulator = await startSimulator();
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  const address = `unix:path=${path}`;
  await using broker = await openBroker({ channel: new DbusChannel({ address }) });
  let calls: Promise<unknown>[];
  {
    const arrived = new EventTarget();
    await using _listener = await Listener.start({ path }, (socket) => {
      socket.resume();
      arrived.dispatchEvent(new Event('connection'));
    });
    const second = twoConnections(arrived);
    calls = [1, 2, 3].map(() => rejectsWith(broker.getBrokerVersion(), 'broker_unavailable'));
    await second;
  }
  await Promise.all(calls);
  await using _proxy = await BusProxy.start(simulator.busAddress ?? '', { path });
  expect(await broker.getBrokerVersion()).toBe('3.0.2');
});

/** The first connection only looks whether somebody listens. */
async function twoConnections(arrived: EventTarget): Promise<void> {
  await once(arrived, 'connection');
  await once(arrived, 'connection');
}

it('a window that is open when the bus dies is given up, and the next one opens', async () => {
  await using simulator = await startSimulator({ scenario: waitingForUser });
  const { busAddress: address = '' } = simulator;
  await using broker = await openBroker({ channel: new DbusChannel({ address }) });
  const flow = rejectsWith(broker.signInInteractively(windowRequest), 'broker_unavailable');
  await simulator.waitForInteraction();
  await simulator.killBus();
  await flow;
  await simulator.restartBus();
  await simulator.restart();
  simulator.setScenario('default');
  await broker.signInInteractively(windowRequest);
});

it('512 calls in flight when the bus dies are settled once each, and the next ones work', async () => {
  await using simulator = await startSimulator();
  const { busAddress: address = '' } = simulator;
  const channel = new RecordingChannel(new DbusChannel({ address }));
  await using broker = await openBroker({ channel });
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  const calls = Array.from({ length: 512 }, () =>
    rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable'),
  );
  // All of them are with the broker when this is answered.
  await broker.getBrokerVersion();
  await simulator.killBus();
  for (const error of await Promise.all(calls)) {
    expect(error.message).toMatch(/went away while the call waited/);
  }
  simulator.setRules([]);
  await simulator.restartBus();
  await simulator.restart();
  await Promise.all(Array.from({ length: 512 }, () => broker.getAccounts({ clientId })));
  expect(channel.replies.length).toBe(512 + 1 + 512);
  expect(new Set(channel.replies.map(({ id }) => id)).size).toBe(channel.replies.length);
});
