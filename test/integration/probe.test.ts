// SPDX-License-Identifier: MIT
import { startSimulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { authenticatesOnly, Listener, saysNothing } from '../support/listener.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import type { ProbeResult } from 'entra-broker';

function probe(address: string, timeoutMs = 5_000): ProbeResult {
  const channel = new DbusChannel({ address, connectTimeoutMs: 60_000 });
  try {
    return channel.probe(timeoutMs);
  } finally {
    channel.close();
  }
}

it('finds a broker that runs, without a call to it', async () => {
  await using simulator = await startSimulator();
  expect(probe(simulator.busAddress ?? '')).toEqual({ state: 'reachable', running: true });
  expect(simulator.requests).toEqual([]);
});

it('finds a broker that could be started, and does not start it', async () => {
  await using simulator = await startSimulator({ start: 'activatable' });
  expect(probe(simulator.busAddress ?? '')).toEqual({ state: 'reachable', running: false });
  expect(simulator.running).toBe(false);
});

it('finds that there is none', async () => {
  await using simulator = await startSimulator({ start: 'absent' });
  expect(probe(simulator.busAddress ?? '')).toMatchObject({
    state: 'unreachable',
    failure: { code: 'name_unavailable' },
  });
});

it.each([
  ['', 'no_bus_address'],
  ['autolaunch:', 'bus_address_refused'],
  ['unix:path=/nonexistent/bus', 'bus_unreachable'],
])('says why the bus at "%s" is of no use', (address, code) => {
  expect(probe(address)).toMatchObject({ state: 'unreachable', failure: { code } });
});

it.each([
  ['says nothing', saysNothing],
  ['answers no Hello', authenticatesOnly],
])('waits no longer than it may for a bus that %s', async (_what, behaviour) => {
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using listener = await Listener.start({ path }, behaviour);
  const startedAt = performance.now();
  expect(probe(listener.address, 200)).toEqual({ state: 'pending' });
  const took = performance.now() - startedAt;
  expect(took).toBeGreaterThanOrEqual(199);
  // Far below the minute that the connection itself may take.
  expect(took).toBeLessThan(5_000);
});

it('does not wait at all if it may not', async () => {
  using folder = new TemporaryFolder();
  await using listener = await Listener.start({ path: folder.file('bus') }, saysNothing);
  const channel = new DbusChannel({ address: listener.address, connectTimeoutMs: 60_000 });
  expect(channel.probe(0)).toEqual({ state: 'pending' });
  channel.close();
});

it('gives the answer out later, and says when the channel is closed', async () => {
  await using simulator = await startSimulator();
  const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  channel.probe(0); // which may have its answer already
  expect(channel.probe(5_000)).toEqual({ state: 'reachable', running: true });
  channel.close();
  expect(channel.probe(5_000)).toMatchObject({ state: 'unreachable', failure: { code: 'closed' } });
});

it('sees a broker that comes between two probes', async () => {
  await using simulator = await startSimulator({ start: 'absent' });
  const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  expect(channel.probe(5_000)).toMatchObject({ state: 'unreachable' });
  await simulator.restart();
  expect(channel.probe(5_000)).toEqual({ state: 'reachable', running: true });
  channel.close();
});
