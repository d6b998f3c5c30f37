// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './setup/root.mjs';
import { runScript, setUp } from './setup/set-up.mjs';

await runScript(async () => {
  await setUp('demo');
  const manifest = JSON.parse(readFileSync(join(root, 'simulator', 'package.json'), 'utf8'));
  const simulator = join(root, 'simulator', manifest.bin['entra-broker-simulator']);
  const example = join(root, 'examples', 'console', 'main.mjs');
  console.log('examples/console/main.mjs, with the simulator in place of a broker:');
  const args = [simulator, '--', process.execPath, example, ...process.argv.slice(2)];
  const child = spawn(process.execPath, args, { cwd: root, stdio: 'inherit' });
  // A terminal sends SIGINT to both: stay until the simulator has cleared up after itself.
  process.on('SIGINT', () => {});
  process.on('SIGTERM', () => child.kill('SIGTERM'));
  const [code] = await once(child, 'exit');
  console.log(
    '\nThat was the simulator. With the broker of this machine and your app’s registration:\n' +
      '  CLIENT_ID=<id> node examples/console/main.mjs',
  );
  return typeof code === 'number' ? code : 1;
});
