// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import type { Channel } from 'entra-broker';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { conformanceCases, runCase } from './index.js';

const ways: readonly {
  readonly front: 'dbus' | 'in-process';
  readonly name: string;
  readonly channelTo: (simulator: Simulator) => Channel;
}[] = [
  {
    front: 'dbus',
    name: 'over a real bus',
    channelTo: ({ busAddress = '' }) => new DbusChannel({ address: busAddress }),
  },
  {
    front: 'in-process',
    name: 'in process',
    channelTo: (simulator) => simulator.channel(),
  },
];

describe.each(ways)('$name', ({ front, channelTo }) => {
  let simulator: Simulator;

  beforeAll(async () => {
    simulator = await startSimulator({ front });
  });

  afterAll(async () => {
    await simulator.stop();
  });

  it.each(conformanceCases.map((one) => [one.name, one] as const))(
    '%s',
    async (_name, one) => {
      await runCase(one, { simulator, openChannel: () => channelTo(simulator) });
    },
    30_000,
  );
});
