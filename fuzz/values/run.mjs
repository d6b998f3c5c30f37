// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../scripts/setup/set-up.mjs';
import { numberOption } from '../options.mjs';
import { packageToTry } from '../package-to-try.mjs';

// JavaScript values of every kind into what takes values from JavaScript, each fuzzer in a process
// of its own, since it may crash: `run.mjs --inputs N --seed N [--sanitizer address]`.

const inputs = numberOption('inputs', 1_000_000);
const seed = numberOption('seed', Date.now() % 2 ** 32);

/** @param {string} fuzzer @param {import('../package-to-try.mjs').PackageToTry} tried */
function run(fuzzer, tried) {
  const program = fileURLToPath(new URL(`./${fuzzer}.mjs`, import.meta.url));
  const args = [program, '--inputs', String(inputs), '--seed', String(seed)];
  const env = { ...tried.env, ENTRA_BROKER_FUZZ_PACKAGE: tried.folder };
  const started = performance.now();
  const { status, signal } = spawnSync(process.execPath, args, { env, stdio: 'inherit' });
  const seconds = (performance.now() - started) / 1000;
  const ended = signal ?? `exit code ${String(status)}`;
  process.stdout.write(`${fuzzer}: seed ${seed}, ${ended}, ${seconds.toFixed(1)} s\n`);
  return status === 0;
}

await runScript(async () => {
  const tried = await packageToTry('values');
  const sound = ['binding', 'requests'].map((fuzzer) => run(fuzzer, tried));
  const reports = tried.reports();
  for (const report of reports) process.stdout.write(`FOUND ${report}\n`);
  return sound.includes(false) || reports.length > 0 ? 1 : 0;
});
