// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../../scripts/setup/root.mjs';
import { runScript } from '../../scripts/setup/set-up.mjs';
import {
  buildSanitized,
  layOutCheckout,
  sanitizedEnvironment,
} from '../../scripts/testing/sanitized-checkout.mjs';
import { ourReports, ourValgrindReports } from '../../scripts/testing/sanitizer-reports.mjs';
import { runExercise } from './exercising.mjs';

// The short program, with what it allocated followed through every library: `leaks.mjs lsan` over
// the addon with AddressSanitizer, `leaks.mjs valgrind` over the one that users get.

async function leaksByLsan() {
  const checkout = layOutCheckout('leaks', await buildSanitized('address'));
  const reports = join(checkout, 'reports');
  const env = sanitizedEnvironment('address', reports, { wholeStacks: true });
  return { ...(await runExercise(checkout, { env })), found: ourReports(reports) };
}

async function leaksByValgrind() {
  const folder = join(root, 'build-sanitized', 'valgrind');
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const log = join(folder, 'log');
  const prefix = ['valgrind', '--leak-check=full', '--num-callers=40', `--log-file=${log}`];
  const run = await runExercise(root, { env: process.env, prefix, options: ['--jitless'] });
  return { ...run, found: ourValgrindReports(readFileSync(log, 'utf8')) };
}

await runScript(async () => {
  const tool = process.argv[2];
  if (tool !== 'lsan' && tool !== 'valgrind') {
    process.stderr.write('usage: leaks.mjs lsan|valgrind\n');
    return 2;
  }
  const { ended, said, found } = await (tool === 'lsan' ? leaksByLsan() : leaksByValgrind());
  process.stdout.write(`${said}${found.join('\n\n')}\n${ended}; reports: ${found.length}\n`);
  return ended === 'exit code 0' && found.length === 0 ? 0 : 1;
});
