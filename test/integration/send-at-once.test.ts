// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import type { ChannelCall, ChannelReply } from '../../lib/channels/channel.js';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';

// While the broker thread sleeps, the JS thread sends by itself. The thread then has to learn of
// what it did not know when it fell asleep.

let simulator: Simulator;
let channel: DbusChannel;

beforeEach(async () => {
  simulator = await startSimulator();
  channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  // Connected, and nothing more to do.
  expect(await replyTo({ verb: 'ping', timeoutMs: 5_000 })).toEqual({ ok: true, body: '' });
});

afterEach(async () => {
  channel.close();
  await simulator.stop();
});

function replyTo(call: ChannelCall): Promise<ChannelReply> {
  return new Promise((resolve) => channel.start(call, resolve));
}

function invoke(body: string, timeoutMs: number): ChannelCall {
  return {
    verb: 'invoke',
    method: 'getLinuxBrokerVersion',
    protocolVersion: '0.0',
    correlationId: '6f0c4a1e-5d0b-4e8e-9d53-1f6f3d0c7a11',
    body,
    timeoutMs,
  };
}

it('a request that is larger than the socket goes out whole', async () => {
  const body = JSON.stringify({ msalCppVersion: '12.0.2', filling: 'x'.repeat(4_000_000) });
  expect(await replyTo(invoke(body, 10_000))).toMatchObject({ ok: true });
  expect(simulator.requests.at(-1)?.raw).toBe(body);
});

it('a call is late when its own time is up, however long the thread meant to sleep', async () => {
  simulator.setRules([{ when: { method: 'getLinuxBrokerVersion' }, then: { noReply: true } }]);
  const started = performance.now();
  const reply = await replyTo(invoke('{}', 300));
  expect(reply).toMatchObject({ ok: false, failure: { code: 'timed_out' } });
  expect(performance.now() - started).toBeLessThan(5_000);
});

it('calls that are started at once are answered each', async () => {
  const replies = await Promise.all(
    Array.from({ length: 100 }, () => replyTo(invoke('{}', 10_000))),
  );
  expect(replies.every(({ ok }) => ok)).toBe(true);
});
