// SPDX-License-Identifier: MIT
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { runStep } from './setup/progress.mjs';
import { root } from './setup/root.mjs';
import { runScript } from './setup/set-up.mjs';

// Into build-cmake/, beside node-gyp's build/; a sanitized build into a folder of its own. Headers
// come from node-api-headers. `configure` writes compile_commands.json and no more.
const usage = 'usage: build-cmake.mjs [build|configure] [SANITIZERS, e.g. address,undefined]\n';

await runScript(async () => {
  const [action = 'build', sanitize = ''] = process.argv.slice(2);
  if (!['build', 'configure'].includes(action)) {
    process.stderr.write(usage);
    return 2;
  }
  const folder = sanitize === '' ? 'build-cmake' : `build-cmake-${sanitize.replaceAll(',', '-')}`;
  const cmakeJs = join(root, 'node_modules', 'cmake-js', 'bin', 'cmake-js');
  const jobs = ['--parallel', String(availableParallelism())];
  const options = [
    '--out',
    folder,
    '--prefer-make',
    `--CDENTRA_BROKER_SANITIZE=${sanitize}`,
    ...jobs,
  ];
  await runStep(`CMake ${action}`, [process.execPath, cmakeJs, action, ...options]);
  return 0;
});
