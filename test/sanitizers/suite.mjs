// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { runScript } from '../../scripts/setup/set-up.mjs';
import {
  buildSanitized,
  layOutCheckout,
  sanitizedEnvironment,
} from '../../scripts/testing/sanitized-checkout.mjs';
import { ourReports } from '../../scripts/testing/sanitizer-reports.mjs';

// The tests of these folders, over the addon with a sanitizer built in: `suite.mjs address|thread`.
const folders = 'test/(integration|conformance|lifecycle)/';
// Left out: what measures memory or time, which a sanitizer changes, and what starts Node through a
// program that gets no sanitizer.
const unfit = '/(soak|stall|missing-library)[^/]*\\.test\\.ts$';
const unfitNames = '^(?!.*memory)';

/**
 * @param {string} checkout
 * @param {NodeJS.ProcessEnv} env
 */
async function runJest(checkout, env) {
  const jest = join(checkout, 'node_modules', 'jest', 'bin', 'jest.js');
  // In one process, since jest ends its workers before a sanitizer has looked for leaks.
  const args = ['--runInBand', '--testTimeout=60000', '--testPathPatterns', folders];
  const left = ['--testPathIgnorePatterns', unfit, '--testNamePattern', unfitNames];
  const child = spawn(process.execPath, [jest, ...args, ...left], {
    cwd: checkout,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  const [code, signal] = await once(child, 'exit');
  return signal ?? code;
}

await runScript(async () => {
  const sanitizer = process.argv[2];
  if (sanitizer !== 'address' && sanitizer !== 'thread') {
    process.stderr.write('usage: suite.mjs address|thread\n');
    return 2;
  }
  const checkout = layOutCheckout(sanitizer, await buildSanitized(sanitizer));
  const reports = join(checkout, 'reports');
  const ended = await runJest(checkout, sanitizedEnvironment(sanitizer, reports));
  const found = ourReports(reports);
  process.stdout.write(`${found.join('\n\n')}\njest: ${String(ended)}; reports: ${found.length}\n`);
  return ended === 0 && found.length === 0 ? 0 : 1;
});
