// SPDX-License-Identifier: MIT
import { readdirSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/**
 * A command that succeeds or fails.
 * @typedef {object} Check
 * @property {string} name
 * @property {() => readonly string[]} command
 * @property {() => readonly string[]} [fix] The command that mends what it can.
 */

const node = process.execPath;

/** @param {readonly string[]} path */
const inModules = (...path) => join(root, 'node_modules', ...path);
const tsc = inModules('typescript', 'bin', 'tsc');
const eslint = inModules('eslint', 'bin', 'eslint.js');
const prettier = inModules('prettier', 'bin', 'prettier.cjs');

/** @param {string} folder @param {RegExp} pattern */
function filesIn(folder, pattern) {
  const entries = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' });
  return entries.filter((name) => pattern.test(name)).map((name) => join(folder, name));
}

const shipped = ['native', 'scripts/windows-build'];

/** C++ that is formatted: what is shipped, and the programs of the Windows tests. */
const formatted = () => [...shipped, 'test/windows'].flatMap((name) => filesIn(name, /\.(cc|h)$/));

/** @param {string} file */
const isForWindows = (file) => file.split('/').some((name) => name.startsWith('windows'));

/** @param {string} folder That of compile_commands.json. @param {(file: string) => boolean} chosen */
function tidy(folder, chosen) {
  const files = shipped.flatMap((name) => filesIn(name, /\.cc$/)).filter(chosen);
  // xargs: one process per file, as many at a time as there are processors.
  const script =
    'folder=$1; shift; printf "%s\\0" "$@" | ' +
    'xargs -0 -n 1 -P "$0" clang-tidy-19 --quiet -p "$folder"';
  return ['sh', '-c', script, String(availableParallelism()), folder, ...files];
}

/** @type {readonly Check[]} */
export const typeChecks = [
  {
    name: 'types of both packages',
    command: () => [node, tsc, '-b', 'tsconfig.json', 'simulator/tsconfig.json'],
  },
  { name: 'types of the tests', command: () => [node, tsc, '-p', 'test/tsconfig.json'] },
  { name: 'types of the scripts', command: () => [node, tsc, '-p', 'scripts/tsconfig.json'] },
];

/** @type {readonly Check[]} */
export const lintChecks = [
  {
    name: 'eslint',
    command: () => [node, eslint, '--max-warnings', '0', '.'],
    fix: () => [node, eslint, '--max-warnings', '0', '--fix', '.'],
  },
  {
    name: 'prettier',
    command: () => [node, prettier, '--check', '.'],
    fix: () => [node, prettier, '--write', '.'],
  },
  {
    name: 'clang-format',
    command: () => ['clang-format-19', '--dry-run', '-Werror', ...formatted()],
    fix: () => ['clang-format-19', '-i', ...formatted()],
  },
  {
    name: 'compile commands for clang-tidy',
    command: () => [node, 'scripts/build-cmake.mjs', 'configure'],
  },
  { name: 'clang-tidy', command: () => tidy('build-cmake', (name) => !isForWindows(name)) },
  {
    name: 'compile commands for clang-tidy, Windows',
    command: () => [node, 'scripts/prebuild-windows.mjs', 'configure'],
  },
  { name: 'clang-tidy, Windows', command: () => tidy('build-windows', isForWindows) },
];

/** @type {readonly Check[]} */
export const benchChecks = [
  {
    name: 'every measurement can be made',
    command: () => [node, 'bench/main.mjs', '--quick'],
  },
];

/** @type {readonly Check[]} */
export const cmakeChecks = [
  { name: 'CMake build', command: () => [node, 'scripts/build-cmake.mjs'] },
  {
    name: 'CMake and node-gyp builds export the same',
    command: () => [node, 'scripts/testing/compare-builds.mjs'],
  },
];
