// SPDX-License-Identifier: MIT
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Environment of a session in an empty home folder. Nothing of our own: a DISPLAY, say, would
 * change the window handle on the wire.
 */
export async function environmentOf(home: string, busAddress: string): Promise<NodeJS.ProcessEnv> {
  const runtimeFolder = join(home, 'run');
  await mkdir(runtimeFolder, { mode: 0o700 });
  return {
    PATH: process.env['PATH'],
    HOME: home,
    XDG_CACHE_HOME: join(home, 'cache'),
    XDG_CONFIG_HOME: join(home, 'config'),
    XDG_DATA_HOME: join(home, 'data'),
    XDG_RUNTIME_DIR: runtimeFolder,
    DBUS_SESSION_BUS_ADDRESS: busAddress,
  };
}
