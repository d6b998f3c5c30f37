// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { runStep } from '../setup/progress.mjs';
import { root } from '../setup/root.mjs';

/** @typedef {'address' | 'thread'} Sanitizer */

/**
 * What a sanitizer is called by the compiler, and what has to be loaded before everything else in
 * a Node that was not built with it.
 * @type {Readonly<Record<Sanitizer, { flags: string, libraries: readonly string[] }>>}
 */
const sanitizers = {
  address: { flags: 'address,undefined', libraries: ['libasan.so', 'libstdc++.so'] },
  thread: { flags: 'thread', libraries: ['libtsan.so'] },
};

/** Folder of the CMake build with this sanitizer. @param {Sanitizer} sanitizer */
export function sanitizedBuild(sanitizer) {
  return join(root, `build-cmake-${sanitizers[sanitizer].flags.replaceAll(',', '-')}`);
}

/** Compiles the addon with the sanitizer built in. @param {Sanitizer} sanitizer */
export async function buildSanitized(sanitizer) {
  const script = join(root, 'scripts', 'build-cmake.mjs');
  const { flags } = sanitizers[sanitizer];
  await runStep(`addon with ${flags}`, [process.execPath, script, 'build', flags]);
  return join(sanitizedBuild(sanitizer), 'Release', 'entra_broker.node');
}

/**
 * Copies the checkout, with another addon in its build/Release. The loader accepts binaries from
 * inside of its own package only, and that holds for the sanitizers, too.
 * @param {string} name
 * @param {string} addon
 */
export function layOutCheckout(name, addon) {
  const folder = join(root, 'build-sanitized', name);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(join(folder, 'build', 'Release'), { recursive: true });
  const parts = ['lib', 'dist', 'simulator', 'test', 'native', 'scripts', 'package.json'];
  const settings = ['jest.config.js', 'tsconfig.base.json', 'tsconfig.json'];
  for (const part of [...parts, ...settings]) {
    const filter = (/** @type {string} */ path) => basename(path) !== 'node_modules';
    cpSync(join(root, part), join(folder, part), { recursive: true, filter });
  }
  for (const modules of ['node_modules', join('simulator', 'node_modules')]) {
    if (existsSync(join(root, modules))) symlinkSync(join(root, modules), join(folder, modules));
  }
  cpSync(addon, join(folder, 'build', 'Release', 'entra_broker.node'));
  return folder;
}

/**
 * Environment for a Node that loads a sanitized addon; reports go to files in `reports`.
 * @param {Sanitizer} sanitizer
 * @param {string} reports Made anew.
 * @param {{ wholeStacks?: boolean }} [options] `wholeStacks` follows allocations through libraries
 * without frame pointers, such as libdbus, and is several times slower.
 * @returns {NodeJS.ProcessEnv}
 */
export function sanitizedEnvironment(sanitizer, reports, { wholeStacks = false } = {}) {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  // Tests hold fd 1 and 2 and look at exit codes: reports go into files, and neither a leak nor a
  // race changes how a process ends. Undefined behaviour is told on stderr only, and ends it.
  const common = `log_path=${join(reports, 'report')}:exitcode=0`;
  const onlyNode = join(root, 'test', 'sanitizers', 'only-node.cjs');
  return {
    ...process.env,
    LD_PRELOAD: sanitizers[sanitizer].libraries.map(fileOfCompiler).join(' '),
    NODE_OPTIONS: `--require=${onlyNode}`,
    ASAN_OPTIONS: `${common}:abort_on_error=1:detect_leaks=1:fast_unwind_on_malloc=${wholeStacks ? 0 : 1}`,
    UBSAN_OPTIONS: 'print_stacktrace=1:abort_on_error=1',
    TSAN_OPTIONS: `${common}:atexit_sleep_ms=100:second_deadlock_stack=1`,
  };
}

/** @param {string} name */
function fileOfCompiler(name) {
  const found = spawnSync('g++', [`-print-file-name=${name}`], { encoding: 'utf8' }).stdout.trim();
  if (dirname(found) === '.') throw new Error(`g++ has no ${name} among its libraries`);
  return found;
}
