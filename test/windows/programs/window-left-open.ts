// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pause } from 'node:timers/promises';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { WindowCalls } from '../parenting/window-calls.js';
import { loadRealWindows, type RealWindows } from '../support/real-windows.js';

// Has a dialog open and then ends, as its argument says: the process by `exit`, or by `throw`; a
// worker by `terminate`, and the process when the dialog has closed.

const patienceMs = 20_000;

async function waitUntil(holds: () => boolean): Promise<void> {
  const deadline = Date.now() + patienceMs;
  while (!holds()) {
    assert.ok(Date.now() < deadline, 'took too long');
    await pause(10);
  }
}

async function leave(windows: RealWindows, how: string): Promise<void> {
  const window = windows.createWindow();
  const isOpen = (): boolean =>
    windows.ownedBy(window).some((dialog) => windows.describe(dialog).shown);
  if (how === 'terminate') {
    const worker = new Worker(__filename, { workerData: window });
    await once(worker, 'online');
    await waitUntil(isOpen);
    await worker.terminate();
    await waitUntil(() => !isOpen());
    process.exit(0); // the window's thread goes on
  }
  void new WindowCalls().requestToken(window);
  await waitUntil(isOpen);
  if (how === 'exit') process.exit(0);
  throw new Error('nobody catches this');
}

if (isMainThread) void leave(loadRealWindows(), process.argv[2] ?? '');
else void new WindowCalls().requestToken(workerData as bigint);
