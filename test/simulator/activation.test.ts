// SPDX-License-Identifier: MIT
import {
  startSimulator,
  type SimulatorOptions,
  type Simulator,
} from '../../simulator/src/index.js';
import { askRaw } from './support/asking.js';
import { BusClient } from './support/bus-client.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const errors = 'org.freedesktop.DBus.Error';
const brokerName = 'com.microsoft.identity.broker1';

let simulator: Simulator | undefined;
let client: BusClient | undefined;

afterEach(async () => {
  client?.close();
  await simulator?.stop();
});

async function start(
  options: SimulatorOptions,
): Promise<{ simulator: Simulator; client: BusClient }> {
  const started = await startSimulator(options);
  simulator = started;
  client = await BusClient.open(started.busAddress ?? '');
  return { simulator: started, client };
}

test('an activatable broker is not running until a call starts it, and again after a crash', async () => {
  const { simulator, client } = await start({ start: 'activatable' });
  expect((await client.callBus('NameHasOwner', brokerName)).body).toEqual([false]);
  expect((await client.callBus('ListActivatableNames')).body).toEqual([
    expect.arrayContaining([brokerName]),
  ]);
  expect(await client.invoke('getLinuxBrokerVersion', {})).toMatchObject({ type: 2 });
  await simulator.crash();
  expect(await client.invoke('getLinuxBrokerVersion', {})).toMatchObject({ type: 2 });
});

test('an absent broker is unknown until it is started', async () => {
  const { simulator, client } = await start({ start: 'absent' });
  expect(await client.ping()).toMatchObject({ errorName: `${errors}.ServiceUnknown` });
  await simulator.restart();
  expect(await client.ping()).toMatchObject({ type: 2 });
});

test('activation takes as long as it is told to', async () => {
  const { client } = await start({ start: 'activatable', activation: { delayMs: 150 } });
  const before = process.hrtime.bigint();
  expect(await client.ping()).toMatchObject({ type: 2 });
  expect(Number(process.hrtime.bigint() - before) / 1e6).toBeGreaterThan(145);
});

test.each([
  ['exits', 'Spawn.ChildExited'],
  ['never-appears', 'TimedOut'],
  ['missing-executable', 'Spawn.ExecFailed'],
] as const)('activation that fails, %s, is %s on both ways', async (failure, name) => {
  // Only a broker that never appears has to be waited for.
  const activation = { failure, timeoutMs: failure === 'never-appears' ? 200 : 10_000 };
  const { simulator, client } = await start({ start: 'activatable', activation });
  expect(await client.ping()).toMatchObject({ errorName: `${errors}.${name}` });
  const failed = { ok: false, failure: { code: 'dbus_error', name: `${errors}.${name}` } };
  expect(await askRaw(simulator, 'getLinuxBrokerVersion', {})).toMatchObject(failed);
  expect(simulator.running).toBe(false);
});

test('an activatable broker needs a bus of its own', async () => {
  const refused = startSimulator({ start: 'activatable', busAddress: 'unix:path=/run/bus' });
  await expect(refused).rejects.toThrow('activatable');
});
