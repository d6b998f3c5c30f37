// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { runScript } from '../setup/set-up.mjs';
import { startWorld } from './world.mjs';

// Windows for as long as somebody wants it: prints the display in one line of JSON when it is up,
// and ends it with its own stdin. So nothing is left over, however the process that wanted it ends.
await runScript(async () => {
  const world = await startWorld();
  process.stdout.write(`${JSON.stringify({ display: world.display })}\n`);
  process.stdin.resume();
  await Promise.race([
    once(process.stdin, 'close'),
    ...['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => once(process, signal)),
  ]);
  await world.stop();
  // After a signal it is still open, and would keep this process.
  process.stdin.destroy();
  return 0;
});
