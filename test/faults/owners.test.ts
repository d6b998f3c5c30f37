// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { openBroker, type Broker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import type { BusMessage } from '../../simulator/src/fronts/dbus/bus-connection.js';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { allowReplacement, BusPeer, primaryOwner, replaceExisting } from '../support/bus-peer.js';
import { RecordingChannel } from '../support/recording-channel.js';
import { clientId } from '../support/requests.js';

/** The bus; its own broker stays away. */
let bus: Simulator;

beforeAll(async () => {
  bus = await startSimulator({ start: 'absent' });
});

afterAll(async () => {
  await bus.stop();
});

/** A broker that knows its version only, and keeps every other call unanswered. */
async function versionTeller(version: string): Promise<{
  readonly peer: BusPeer;
  readonly kept: BusMessage[];
  readonly arrival: () => Promise<unknown>;
}> {
  const peer = await BusPeer.join(bus.busAddress ?? '');
  const kept: BusMessage[] = [];
  const bell = new EventTarget();
  peer.onCall = (call) => {
    if (call.member === 'getLinuxBrokerVersion') {
      peer.reply(call, JSON.stringify({ linuxBrokerVersion: version }));
      return;
    }
    kept.push(call);
    bell.dispatchEvent(new Event('kept'));
  };
  return { peer, kept, arrival: () => once(bell, 'kept') };
}

function open(): Promise<{ broker: Broker; channel: RecordingChannel }> {
  const channel = new RecordingChannel(new DbusChannel({ address: bus.busAddress ?? '' }));
  return openBroker({ channel }).then((broker) => ({ broker, channel }));
}

const noAccounts = JSON.stringify({ accounts: [] });

it('a broker that loses its name in the middle of a call may still answer it', async () => {
  const [old, young] = [await versionTeller('1'), await versionTeller('2')];
  await using oldPeer = old.peer;
  await using youngPeer = young.peer;
  expect(await oldPeer.requestName(allowReplacement)).toBe(primaryOwner);
  const { broker } = await open();
  await using _broker = broker;
  expect(await broker.getBrokerVersion()).toBe('1');
  const arrival = old.arrival();
  const call = broker.getAccounts({ clientId });
  await arrival;
  expect(await youngPeer.requestName(replaceExisting)).toBe(primaryOwner);
  // The next calls are for the new owner, though the old one still has one to answer.
  expect(await broker.getBrokerVersion()).toBe('2');
  const [kept] = old.kept;
  if (kept !== undefined) oldPeer.reply(kept, noAccounts);
  expect(await call).toEqual([]);
});

it('a broker that loses its name and leaves fails the calls it had, and no other', async () => {
  const [old, young] = [await versionTeller('1'), await versionTeller('2')];
  await using oldPeer = old.peer;
  await using youngPeer = young.peer;
  await oldPeer.requestName(allowReplacement);
  const { broker } = await open();
  await using _broker = broker;
  const arrival = old.arrival();
  const first = rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable');
  await arrival;
  await youngPeer.requestName(replaceExisting);
  await broker.getBrokerVersion();
  const second = broker.getAccounts({ clientId });
  await young.arrival();
  await oldPeer.leave();
  expect((await first).context).toMatch(/^org\.freedesktop\.DBus\.Error\.NoReply/);
  const [kept] = young.kept;
  if (kept !== undefined) youngPeer.reply(kept, noAccounts);
  expect(await second).toEqual([]);
});

it('the name that changes hands is told as another broker', async () => {
  const [old, young] = [await versionTeller('1'), await versionTeller('2')];
  await using oldPeer = old.peer;
  await using youngPeer = young.peer;
  await oldPeer.requestName(allowReplacement);
  const { broker } = await open();
  await using _broker = broker;
  await broker.getBrokerVersion();
  const causes: string[] = [];
  const told = new Promise<void>((resolve) => {
    broker.on('accountsChanged', ({ cause }) => {
      causes.push(cause);
      resolve();
    });
  });
  await broker.getBrokerVersion();
  await youngPeer.requestName(replaceExisting);
  await told;
  expect(causes).toEqual(['owner_changed']);
});

it('second and late replies reach nobody, and settle no call twice', async () => {
  const teller = await versionTeller('1');
  await using peer = teller.peer;
  await peer.requestName(0);
  const { broker, channel } = await open();
  await using _broker = broker;
  const rounds = 50;
  for (let round = 0; round < rounds; round += 1) {
    const controller = new AbortController();
    const arrival = teller.arrival();
    const canceled = rejectsWith(
      broker.getAccounts({ clientId, signal: controller.signal }),
      'request_aborted',
    );
    await arrival;
    controller.abort();
    await canceled;
    const [late] = teller.kept.splice(0);
    const second = teller.arrival();
    const answered = broker.getAccounts({ clientId });
    await second;
    const [kept] = teller.kept.splice(0);
    if (late === undefined || kept === undefined) throw new Error('a call got lost');
    // Late, with other words than those that the second call gets; then that one's, three times.
    peer.fail(late, 'org.freedesktop.DBus.Error.Failed', 'late');
    peer.reply(late, '{"accounts":7}');
    for (let copy = 0; copy < 3; copy += 1) peer.reply(kept, noAccounts);
    expect(await answered).toEqual([]);
    await broker.getBrokerVersion();
  }
  expect(channel.calls).toHaveLength(3 * rounds);
  expect(channel.replies).toHaveLength(3 * rounds);
  expect(new Set(channel.replies.map(({ id }) => id)).size).toBe(3 * rounds);
});
