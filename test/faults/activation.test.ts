// SPDX-License-Identifier: MIT
import { inspectBroker, openBroker, type Broker } from 'entra-broker';
import { startSimulator, type Simulator, type SimulatorOptions } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejection, rejectsWith } from '../support/broker-errors.js';
import { callOperation, clientId, operations } from '../support/requests.js';

jest.setTimeout(60_000);

async function withBroker(
  activation: SimulatorOptions['activation'] & object,
  run: (broker: Broker, simulator: Simulator) => Promise<void>,
): Promise<void> {
  await using simulator = await startSimulator({ start: 'activatable', activation });
  const { busAddress: address = '' } = simulator;
  await using broker = await openBroker({ channel: new DbusChannel({ address }) });
  await run(broker, simulator);
}

it.each(['exits', 'missing-executable'] as const)(
  'calls to a broker that cannot be started fail, with what the bus says: %s',
  async (failure) => {
    await withBroker({ failure }, async (broker) => {
      for (const operation of operations) {
        const error = await rejectsWith(callOperation(broker, operation), 'broker_unavailable');
        expect(error.context).toMatch(/^org\.freedesktop\.DBus\.Error\.Spawn\./);
      }
    });
  },
);

it('calls to a broker that never comes up end when the bus gives up', async () => {
  await withBroker({ failure: 'never-appears', timeoutMs: 1_000 }, async (broker) => {
    const calls = [1, 2, 3].map(() => rejection(broker.getAccounts({ clientId })));
    for (const { code } of await Promise.all(calls)) expect(code).toBe('broker_unavailable');
  });
});

it('calls to a broker that never comes up end in their own time where that is less', async () => {
  await withBroker({ failure: 'never-appears' }, async (broker) => {
    await rejectsWith(broker.getAccounts({ clientId, timeoutMs: 300 }), 'timed_out');
  });
});

it('every call that comes while a broker starts is answered once it is there', async () => {
  await withBroker({ delayMs: 3_000 }, async (broker, simulator) => {
    const calls = Array.from({ length: 20 }, () => broker.getAccounts({ clientId }));
    expect(await inspectBroker({ channel: channelTo(simulator) })).toMatchObject({
      available: true,
    });
    for (const accounts of await Promise.all(calls)) expect(accounts).toHaveLength(1);
  });
});

it('a broker that starts for 10 s is too slow for a Ping of 5 s, and in time for a call', async () => {
  await withBroker({ delayMs: 10_000 }, async (broker, simulator) => {
    const call = broker.getAccounts({ clientId });
    expect(await inspectBroker({ channel: channelTo(simulator) })).toMatchObject({
      available: false,
      problem: 'too_slow',
    });
    expect(await call).toHaveLength(1);
    expect(await inspectBroker({ channel: channelTo(simulator) })).toMatchObject({
      available: true,
    });
  });
});

/** Of this process, which ends with the test: nobody closes it. */
function channelTo({ busAddress: address = '' }: Simulator): DbusChannel {
  return new DbusChannel({ address });
}
