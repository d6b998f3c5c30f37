// SPDX-License-Identifier: MIT
// @ts-check
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup/root.mjs';
import { LineProcess } from './processes.mjs';
import { messageFiles, programFile } from './programs.mjs';

const { busConfiguration } = createRequire(import.meta.url)(
  join(root, 'simulator', 'dist', 'fronts', 'dbus', 'bus-configuration.js'),
);

/** A private bus with the stand-in for the broker on it. */
export async function startPrivateBus() {
  // A short path: that of a socket has 108 bytes at most.
  const folder = await mkdtemp(join(tmpdir(), 'entra-broker-bench-'));
  const address = `unix:path=${join(folder, 'bus')}`;
  const configuration = join(folder, 'bus.conf');
  writeFileSync(configuration, busConfiguration(address, folder, 5000));
  const daemon = await LineProcess.start([
    ...['dbus-daemon', '--nofork', '--nosyslog', '--nopidfile', '--print-address'],
    `--config-file=${configuration}`,
  ]);
  const stop = async () => {
    await daemon.stop();
    rmSync(folder, { recursive: true, force: true });
  };
  const { tokenReply, accountsReply } = messageFiles;
  try {
    // It ends with its bus.
    await LineProcess.start([programFile('stand-in'), address, tokenReply, accountsReply]);
  } catch (error) {
    await stop();
    throw error;
  }
  return {
    address,
    environment: { ...process.env, DBUS_SESSION_BUS_ADDRESS: address },
    stop,
  };
}
