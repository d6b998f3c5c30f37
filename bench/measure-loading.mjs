// SPDX-License-Identifier: MIT
// @ts-check
import { execFileSync } from 'node:child_process';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { entryPoints } from './installed-packages.mjs';
import { shuffled } from './statistics.mjs';

const probe = fileURLToPath(new URL('clients/load-probe.cjs', import.meta.url));

/** @typedef {{ who: string, stage: string, file: string }} Load */

/**
 * @param {string} packageFolder @param {boolean} withRuntime
 * @returns {Load[]}
 */
export function loadsOf(packageFolder, withRuntime) {
  const entries = entryPoints(packageFolder);
  const [main] = entries;
  if (main === undefined) throw new Error('the package has no entry point');
  const runtime = withRuntime ? [runtimeFile()] : [];
  return [
    { who: 'bare', stage: 'bare', file: '' },
    ...entries.map(({ name, file }) => ({ who: name, stage: 'require', file })),
    ...['open', 'accounts'].map((stage) => ({ who: main.name, stage, file: main.file })),
    ...runtime.flatMap((file) =>
      ['require', 'discover'].map((stage) => ({ who: 'runtime', stage, file })),
    ),
  ];
}

function runtimeFile() {
  return createRequire(import.meta.url).resolve('@azure/msal-node-runtime');
}

/**
 * Each of them once in a fresh process, in a random order.
 * @param {readonly Load[]} loads @param {NodeJS.ProcessEnv} env
 * @param {import('./samples.mjs').Samples} samples
 */
export function measureLoads(loads, env, samples) {
  for (const { who, stage, file } of shuffled(loads)) {
    const output = execFileSync(process.execPath, [probe, stage, file], {
      env,
      encoding: 'utf8',
      timeout: 60_000,
    });
    samples.add(who, `load ${stage}`, JSON.parse(output));
  }
}
