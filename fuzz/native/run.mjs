// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, say } from '../../scripts/setup/progress.mjs';
import { root } from '../../scripts/setup/root.mjs';
import { runScript } from '../../scripts/setup/set-up.mjs';
import { isStamped, keyOf, stamp } from '../../scripts/setup/stamps.mjs';
import { numberOption } from '../options.mjs';
import { writeSeeds } from './seeds.mjs';

// libFuzzer on what the addon's C++ reads without Node: `run.mjs --seconds N`, for each fuzzer.

/** The sources of the addon that each is compiled with, besides its own. */
const fuzzers = {
  bus_message: ['bus_message.cc', 'libdbus.cc'],
  bus_address: ['bus_address.cc', 'libdbus.cc'],
  call_table: ['call_table.cc', 'libdbus.cc'],
};

const flags = [
  ...['-std=c++20', '-O1', '-g', '-fno-omit-frame-pointer', '-Wall', '-Wextra', '-Werror'],
  '-Wno-missing-designated-field-initializers',
  ...['-fsanitize=fuzzer,address,undefined', '-fno-sanitize-recover=all'],
  ...['-Inative', '-Ifuzz/native', '-ldl'],
];

/** @param {string} name @param {readonly string[]} sources */
async function build(name, sources) {
  const output = `build-fuzz/${name}`;
  const key = keyOf(['native', 'fuzz/native'], flags);
  if (isStamped(`fuzz-${name}`, key, [output])) return join(root, output);
  mkdirSync(join(root, 'build-fuzz'), { recursive: true });
  const files = sources.map((source) => `native/linux/${source}`);
  const own = `fuzz/native/${name}_fuzzer.cc`;
  await runStep(`fuzzer ${name}`, ['clang++-19', own, ...files, ...flags, '-o', output]);
  stamp(`fuzz-${name}`, key, [output]);
  return join(root, output);
}

/** @param {string} name @param {string} program @param {number} seconds @param {number} seed */
function run(name, program, seconds, seed) {
  const folder = join(root, '.cache', 'fuzz');
  const corpus = join(folder, `corpus-${name}`);
  writeSeeds(name, corpus);
  const options = [
    `-max_total_time=${seconds}`,
    `-seed=${seed}`,
    '-timeout=10',
    `-artifact_prefix=${folder}/${name}-`,
    '-print_final_stats=1',
  ];
  const { status, stderr } = spawnSync(program, [corpus, ...options], {
    encoding: 'utf8',
    maxBuffer: 1 << 28,
  });
  const figures = ['number_of_executed_units', 'average_exec_per_sec'].map(
    (figure) =>
      `${figure.replaceAll('_', ' ')} ${stderr.match(`${figure}:\\s+(\\d+)`)?.[1] ?? '?'}`,
  );
  const edges = [...stderr.matchAll(/cov: (\d+)/g)].at(-1)?.[1] ?? '?';
  say(`${name}: ${[`${seconds} s`, ...figures, `edges covered ${edges}`].join(', ')}`);
  if (status !== 0) process.stdout.write(`${stderr.split('\n').slice(-60).join('\n')}\n`);
  return status === 0;
}

await runScript(async () => {
  const seconds = numberOption('seconds', 120);
  const seed = numberOption('seed', Date.now() % 2 ** 32);
  let sound = true;
  for (const [name, sources] of Object.entries(fuzzers)) {
    sound = run(name, await build(name, sources), seconds, seed) && sound;
  }
  return sound ? 0 : 1;
});
