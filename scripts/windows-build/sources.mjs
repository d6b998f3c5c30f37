// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';
import { workshop } from './zig.mjs';

const requireHere = createRequire(import.meta.url);

/** @param {string} name @returns {Readonly<Record<string, readonly string[]>>} */
function listsOf(name) {
  return JSON.parse(readFileSync(join(root, 'native', name), 'utf8'));
}

/** @returns {string[]} Relative to the checkout. */
export function sources() {
  const { common = [], windows = [] } = listsOf('sources.json');
  return [...common, ...windows, 'scripts/windows-build/host_imports.cc'];
}

/** Files that the flags below name, too, and whose content sources depend on. */
export const inputs = [
  'native',
  'scripts/windows-build',
  'node_modules/node-addon-api/package.json',
  'node_modules/node-api-headers/package.json',
];

/** @returns {string[]} What every compiler has to be told. */
export function sourceFlags() {
  const { common = [], windows = [] } = listsOf('defines.json');
  // As node-gyp has it: Node-API is then called through pointers.
  const defines = [...common, ...windows, 'BUILDING_NODE_EXTENSION'].map((name) => `-D${name}`);
  const modules = ['node-addon-api', 'node-api-headers/include'];
  const headers = modules.flatMap((name) => ['-isystem', `node_modules/${name}`]);
  return ['-std=c++20', ...defines, '-Inative', `-I${workshop}`, ...headers];
}

/** Writes the list that host_imports.cc includes: the functions of the version that the addon asks for. */
export function writeNames() {
  const { symbols } = requireHere('node-api-headers');
  const names = Object.values(symbols.v8).flat();
  const lines = names.map((name) => `NODE_API(${name})\n`);
  mkdirSync(join(root, workshop), { recursive: true });
  writeFileSync(join(root, workshop, 'node_api_names.inc'), lines.join(''));
}

/** Writes compile_commands.json for clang-tidy and editors, with the headers of Debian's MinGW. */
export function writeCompileCommands() {
  writeNames();
  const compiler = ['clang++-19', '--target=x86_64-w64-mingw32', '-D_WIN32_WINNT=0x0A00'];
  const commands = sources().map((file) => ({
    directory: root,
    file,
    arguments: [...compiler, ...sourceFlags(), '-c', file],
  }));
  writeFileSync(join(root, workshop, 'compile_commands.json'), JSON.stringify(commands, null, 2));
}
