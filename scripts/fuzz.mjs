// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { root } from './setup/root.mjs';
import { runScript, setUp } from './setup/set-up.mjs';
import { longFuzzing, shortFuzzing } from './testing/fuzzing.mjs';

// npm run fuzz: half an hour. npm run fuzz -- --short: what the suite `fuzz` runs.
await runScript(async () => {
  await setUp('demo');
  const steps = process.argv.includes('--short') ? shortFuzzing : longFuzzing;
  const failed = steps.filter(({ command }) => {
    const [program = '', ...args] = command();
    return spawnSync(program, args, { cwd: root, stdio: 'inherit' }).status !== 0;
  });
  const verdict = failed.map(({ name }) => name).join(', ');
  process.stdout.write(failed.length === 0 ? 'nothing found\n' : `something found: ${verdict}\n`);
  return failed.length === 0 ? 0 : 1;
});
