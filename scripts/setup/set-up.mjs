// SPDX-License-Identifier: MIT
import { buildAddon } from './addon.mjs';
import { installPackages } from './debian-packages.mjs';
import { missingFor, missingForAll } from './equipment.mjs';
import { installNodeModules } from './node-modules.mjs';
import { say, secondsSince, StepFailed } from './progress.mjs';
import { buildTypeScript } from './typescript.mjs';

/**
 * Makes the checkout ready: `demo` for the demo and for the suites that need nothing more, `bench`
 * for the benchmark, `full` for every suite. Each step looks first, and does nothing where there is
 * nothing to do.
 * @param {'demo' | 'bench' | 'full'} extent
 */
export async function setUp(extent) {
  const started = performance.now();
  if (process.platform !== 'linux') {
    throw new StepFailed('Demo and tests run on Linux only; this library has no other broker yet.');
  }
  const findMissing = () => (extent === 'full' ? missingForAll() : missingFor(['demo', extent]));
  const missing = findMissing();
  if (missing.length > 0) {
    await installPackages(missing);
    const still = findMissing().map((item) => item.package);
    if (still.length > 0) throw new StepFailed(`Installed, and yet not found: ${still.join(', ')}`);
  }
  const done = [missing.length > 0, await installNodeModules()];
  done.push(await buildAddon(), await buildTypeScript());
  const verdict = done.includes(true) ? 'ready' : 'nothing to do';
  say(`set-up: ${verdict} (${secondsSince(started)})`);
}

/**
 * Runs a script's work and turns a failed step into its message and exit code.
 * @param {() => Promise<number>} work
 */
export async function runScript(work) {
  try {
    process.exitCode = await work();
  } catch (error) {
    if (!(error instanceof StepFailed)) throw error;
    process.stderr.write(`==> ${error.message}\n`);
    process.exitCode = error.exitCode;
  }
}
