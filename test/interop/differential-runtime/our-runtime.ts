// SPDX-License-Identifier: MIT
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentOf } from '../desktop-environment.js';
import { RuntimeProcess } from '../runtime/runtime-process.js';

/** Our entry in a process like that of Microsoft's runtime, but without a keyring. */
export async function startOurRuntime(
  busAddress: string | undefined,
): Promise<RuntimeProcess & AsyncDisposable> {
  if (busAddress === undefined) throw new TypeError('The simulator has no bus');
  const home = await mkdtemp(join(tmpdir(), 'entra-broker-runtime-'));
  try {
    const environment = await environmentOf(home, busAddress);
    const started = await RuntimeProcess.start(environment, home, 'entra-broker/msal-node-runtime');
    return started.process;
  } finally {
    // It keeps nothing there: tokens and accounts are the broker's.
    await rm(home, { recursive: true, force: true });
  }
}
