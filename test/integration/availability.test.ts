// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { connect } from 'node:net';
import { hostname } from 'node:os';
import { inspectBroker, type BrokerAvailability } from 'entra-broker';
import { startSimulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { BusProxy } from '../support/bus-proxy.js';
import {
  authenticatesOnly,
  hangsUp,
  Listener,
  refusesEverybody,
  saysNothing,
} from '../support/listener.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

async function look(address: string, pingTimeoutMs = 10_000): Promise<BrokerAvailability> {
  const channel = new DbusChannel({ address, connectTimeoutMs: 300 });
  try {
    return await inspectBroker({ channel, pingTimeoutMs });
  } finally {
    channel.close();
  }
}

function unavailable(problem: string, detail: RegExp): object {
  return {
    available: false,
    reason: 'unavailable',
    problem,
    detail: expect.stringMatching(detail) as unknown,
  };
}

it('a broker that answers is available, with its version', async () => {
  await using simulator = await startSimulator();
  expect(await look(simulator.busAddress ?? '')).toEqual({
    available: true,
    channel: 'dbus',
    version: '3.0.2',
  });
});

it('a broker that tells no version is available all the same', async () => {
  await using simulator = await startSimulator();
  simulator.setRules([{ when: { method: 'getLinuxBrokerVersion' }, then: { raw: '' } }]);
  expect(await look(simulator.busAddress ?? '')).toEqual({ available: true, channel: 'dbus' });
});

it('a broker that has to be started first is started, and available', async () => {
  await using simulator = await startSimulator({ start: 'activatable' });
  expect(await look(simulator.busAddress ?? '')).toMatchObject({ available: true });
  expect(simulator.running).toBe(true);
});

it('tells an empty address', async () => {
  expect(await look('')).toEqual(unavailable('no_bus_address', /DBUS_SESSION_BUS_ADDRESS/));
});

const nobody = [
  ['a socket that does not exist', 'unix:path=/nonexistent/bus'],
  ['an abstract socket that does not exist', 'unix:abstract=/entra-broker/nobody'],
  ['a path that is too long', `unix:path=/${'x'.repeat(200)}`],
  ['a port where nobody listens', 'tcp:host=127.0.0.1,port=1'],
] as const;

it.each(nobody)('tells a bus that cannot be reached: %s', async (_what, address) => {
  expect(await look(address)).toEqual(unavailable('bus_unreachable', /nobody answers/));
});

it('tells a bus that was killed and left its socket', async () => {
  await using simulator = await startSimulator();
  await simulator.killBus();
  expect(await look(simulator.busAddress ?? '')).toEqual(
    unavailable('bus_unreachable', /Connection refused/),
  );
});

const refusedAddresses = [
  'autolaunch:',
  'launchd:env=DBUS_LAUNCHD_SESSION_BUS_SOCKET',
  'tcp:host=bus.example,port=1',
  // A name that can be looked up, and is not.
  `tcp:host=${hostname().replace(/^localhost$/, 'bus.example')},port=1`,
  'tcp:host=127.0.0.1',
  'nonce-tcp:host=127.0.0.1,port=1,noncefile=/dev/null',
  'unix:tmpdir=/tmp',
  'unix:runtime=yes',
  'systemd:',
  'nonsense',
  ';',
  'unix:path',
];

it.each(refusedAddresses)('refuses the address %s', async (address) => {
  expect(await look(address)).toEqual(unavailable('bus_address_refused', /only unix:path=/));
});

it('starts no program that an address names', async () => {
  using folder = new TemporaryFolder();
  const trace = folder.file('started');
  const address = `unixexec:path=/usr/bin/touch,argv1=${trace}`;
  expect(await look(address)).toEqual(unavailable('bus_address_refused', /unixexec/));
  expect(existsSync(trace)).toBe(false);
});

it('takes the first address of a list that is of use', async () => {
  await using simulator = await startSimulator();
  const list = `autolaunch:;unix:path=/nonexistent/bus;${simulator.busAddress ?? ''};nonsense:`;
  expect(await look(list)).toMatchObject({ available: true });
});

it.each(['127.0.0.1', 'localhost'])('takes a bus over TCP at %s', async (host) => {
  await using simulator = await startSimulator();
  await using proxy = await BusProxy.start(simulator.busAddress ?? '', { port: 0, host });
  const address = `tcp:host=${host},port=${String(proxy.port)}`;
  expect(await look(address)).toMatchObject({ available: true });
});

const strangers = [
  ['a socket that says nothing', saysNothing, 'bus_silent', /accepted the connection/],
  ['a bus that hangs up', hangsUp, 'bus_unreachable', /hung up before Hello/],
  ['a bus that refuses everybody', refusesEverybody, 'bus_unreachable', /hung up before Hello/],
  ['a bus without Hello', authenticatesOnly, 'bus_without_hello', /did not answer Hello/],
] as const;

it.each(strangers)('tells %s', async (_what, behaviour, problem, detail) => {
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  await using listener = await Listener.start({ path }, behaviour);
  expect(await look(listener.address)).toEqual(unavailable(problem, detail));
});

it('tells a bus whose queue is full', async () => {
  using folder = new TemporaryFolder();
  const path = folder.file('bus');
  // Listens, and is never there to accept.
  const deaf = `require('node:net').createServer().listen({ path: ${JSON.stringify(path)}, backlog: 1 }, () => {
    require('node:fs').writeSync(1, 'listening');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  });`;
  const child = spawn(process.execPath, ['-e', deaf], { stdio: ['ignore', 'pipe', 'inherit'] });
  const waiting: { destroy(): void }[] = [];
  try {
    await once(child.stdout, 'data');
    for (let full = false; !full;) {
      const socket = connect(path);
      waiting.push(socket);
      full = await Promise.race([
        once(socket, 'connect').then(() => false),
        once(socket, 'error').then(() => true),
      ]).catch(() => true);
    }
    expect(await look(`unix:path=${path}`)).toEqual(unavailable('bus_silent', /accepted/));
  } finally {
    for (const socket of waiting) socket.destroy();
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  }
});

it('tells a bus that knows no broker', async () => {
  await using simulator = await startSimulator({ start: 'absent' });
  expect(await look(simulator.busAddress ?? '')).toEqual(
    unavailable('name_unavailable', /no broker is installed/),
  );
});

const brokenStarts = [
  ['exits', /Spawn\.ChildExited/],
  ['missing-executable', /Spawn\./],
] as const;

it.each(brokenStarts)('tells a broker that cannot be started: %s', async (failure, detail) => {
  await using simulator = await startSimulator({ start: 'activatable', activation: { failure } });
  expect(await look(simulator.busAddress ?? '')).toEqual(unavailable('ping_failed', detail));
});

it('tells a broker that answers the Ping with an error', async () => {
  await using simulator = await startSimulator();
  const name = 'org.freedesktop.DBus.Error.AccessDenied';
  simulator.setRules([{ when: { method: 'Ping' }, then: { dbusError: { name } } }]);
  expect(await look(simulator.busAddress ?? '')).toEqual(
    unavailable('ping_failed', /AccessDenied.*journal/),
  );
});

it('tells a broker that is too slow', async () => {
  await using simulator = await startSimulator();
  simulator.setRules([{ when: { method: 'Ping' }, then: { noReply: true } }]);
  expect(await look(simulator.busAddress ?? '', 300)).toEqual(
    unavailable('too_slow', /did not answer a Ping in time/),
  );
});

it('tells a start that never ends', async () => {
  await using simulator = await startSimulator({
    start: 'activatable',
    activation: { failure: 'never-appears' },
  });
  expect(await look(simulator.busAddress ?? '', 300)).toMatchObject({ problem: 'too_slow' });
});

it('waits for a broker that is slow to start', async () => {
  await using simulator = await startSimulator({
    start: 'activatable',
    activation: { delayMs: 700 },
  });
  expect(await look(simulator.busAddress ?? '')).toMatchObject({ available: true });
});
