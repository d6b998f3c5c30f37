// SPDX-License-Identifier: MIT
import { inspectBroker, openBroker, type Broker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import {
  ada,
  callOperation,
  clientId,
  operations,
  silentRequest,
  windowRequest,
} from '../support/requests.js';
import { BrokerProcess } from './broker-process.js';

jest.setTimeout(60_000);

/** The bus; its own broker stays away. */
let bus: Simulator;

beforeAll(async () => {
  bus = await startSimulator({ start: 'absent' });
});

afterAll(async () => {
  await bus.stop();
});

const channel = (): DbusChannel => new DbusChannel({ address: bus.busAddress ?? '' });

async function withBroker(run: (broker: Broker, process: BrokerProcess) => Promise<void>) {
  await using process = await BrokerProcess.start(bus.busAddress ?? '');
  await using broker = await openBroker({ channel: channel() });
  await broker.getBrokerVersion();
  await run(broker, process);
}

it('every call to a broker that hangs ends in its own time, and the next ones work', async () => {
  await withBroker(async (broker, process) => {
    process.hang();
    // A second window would be refused while the first one is open.
    const all = operations.filter(({ name }) => name !== 'signInInteractively');
    await Promise.all(
      all.map((operation) =>
        rejectsWith(callOperation(broker, operation, { timeoutMs: 400 }), 'timed_out'),
      ),
    );
    process.resume();
    // What the broker now answers was asked for by calls that have ended: nobody may get it.
    for (const operation of all.filter(({ name }) => name !== 'signOut')) {
      await callOperation(broker, operation, { timeoutMs: 20_000 });
    }
  });
});

it('a broker that hangs is told from one that is there', async () => {
  await withBroker(async (_broker, process) => {
    process.hang();
    const probe = channel();
    expect(await inspectBroker({ channel: probe, pingTimeoutMs: 300 })).toMatchObject({
      available: false,
      problem: 'too_slow',
    });
    process.resume();
    expect(await inspectBroker({ channel: probe })).toMatchObject({ available: true });
    probe.close();
  });
});

it('an abort needs no broker that answers', async () => {
  await withBroker(async (broker, process) => {
    process.hang();
    const controller = new AbortController();
    const { signal } = controller;
    const calls = [
      broker.acquireTokenSilently({ ...silentRequest, signal }),
      broker.acquireTokenInteractively({ ...windowRequest, signal }),
      broker.getAccounts({ clientId, signal }),
    ].map((call) => rejectsWith(call, 'request_aborted'));
    controller.abort();
    await Promise.all(calls);
    process.resume();
    await broker.getBrokerVersion({ timeoutMs: 20_000 });
  });
});

it('a broker that is killed fails every call that waits for it, and its successor works', async () => {
  await withBroker(async (broker, process) => {
    const calls = Array.from({ length: 50 }, () =>
      rejectsWith(broker.signOut({ clientId, account: ada }), 'broker_unavailable'),
    );
    await broker.getBrokerVersion();
    await process.kill();
    for (const error of await Promise.all(calls)) {
      expect(error.context).toMatch(/^org\.freedesktop\.DBus\.Error\.NoReply/);
    }
    await using _successor = await BrokerProcess.start(bus.busAddress ?? '');
    expect(await broker.getAccounts({ clientId })).toHaveLength(1);
  });
});

it('a broker that is killed while it hangs fails every call at once', async () => {
  await withBroker(async (broker, process) => {
    process.hang();
    const call = rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable');
    const flow = rejectsWith(broker.signInInteractively(windowRequest), 'broker_unavailable');
    await process.kill();
    await Promise.all([call, flow]);
  });
});
