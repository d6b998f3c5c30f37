// SPDX-License-Identifier: MIT
import { mkdirSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { inspectBroker } from 'entra-broker';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { withEnvironment } from '../support/environment.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

afterAll(async () => {
  await simulator.stop();
});

/** A runtime folder of that name, with the simulator's bus in it. */
function runtimeFolder(parent: TemporaryFolder, name: string): string {
  const folder = path.join(parent.path, name);
  mkdirSync(folder);
  symlinkSync((simulator.busAddress ?? '').replace('unix:path=', ''), path.join(folder, 'bus'));
  return folder;
}

it('takes the session bus of the environment', async () => {
  const found = await withEnvironment(
    { DBUS_SESSION_BUS_ADDRESS: simulator.busAddress, XDG_RUNTIME_DIR: undefined },
    inspectBroker,
  );
  expect(found).toMatchObject({ available: true, channel: 'dbus' });
});

it.each(['plain', 'with blanks', 'a;b,c=d:e', '100% %41', 'Zoë 用户', 'quote\'"', '~*\\'])(
  'takes the bus in the runtime folder "%s" where no address is set',
  async (name) => {
    using parent = new TemporaryFolder();
    const found = await withEnvironment(
      { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: runtimeFolder(parent, name) },
      inspectBroker,
    );
    expect(found).toMatchObject({ available: true });
  },
);

it('takes an empty address for none', async () => {
  using parent = new TemporaryFolder();
  const found = await withEnvironment(
    { DBUS_SESSION_BUS_ADDRESS: '', XDG_RUNTIME_DIR: runtimeFolder(parent, 'run') },
    inspectBroker,
  );
  expect(found).toMatchObject({ available: true });
});

it('prefers the address to the runtime folder', async () => {
  using parent = new TemporaryFolder();
  const found = await withEnvironment(
    {
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus',
      XDG_RUNTIME_DIR: runtimeFolder(parent, 'run'),
    },
    inspectBroker,
  );
  expect(found).toMatchObject({ problem: 'bus_unreachable' });
});

it.each([undefined, '', '/nonexistent'])(
  'starts no bus where there is none, with runtime folder %p',
  async (folder) => {
    const found = await withEnvironment(
      { DBUS_SESSION_BUS_ADDRESS: undefined, XDG_RUNTIME_DIR: folder },
      inspectBroker,
    );
    expect(found).toMatchObject({ available: false, problem: 'no_bus_address' });
  },
);
