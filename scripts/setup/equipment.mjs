// SPDX-License-Identifier: MIT
import { accessSync, constants, existsSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';

/**
 * A tool of the operating system: how to see whether it is there, the Debian package that brings
 * it (the same name on Debian 12 and 13), and the suites that cannot run without it.
 * @typedef {object} Equipment
 * @property {{ command: string } | { file: string } | { library: string }} probe
 * @property {string} package
 * @property {string} why
 * @property {string[]} suites `demo` stands for whatever compiles and runs the addon: all of them
 */

/** @type {readonly Equipment[]} */
export const equipment = JSON.parse(
  readFileSync(new URL('./equipment.json', import.meta.url), 'utf8'),
);

/**
 * @param {string} name
 * @returns {string | undefined} Where PATH finds the program.
 */
export function findCommand(name) {
  const candidates = (process.env['PATH'] ?? '')
    .split(delimiter)
    .filter((folder) => folder !== '')
    .map((folder) => join(folder, name));
  return candidates.find(isProgram);
}

/** @param {string} path */
function isProgram(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

// Not asked of `ldconfig -p`: that is not on the PATH of an ordinary user.
const libraryFolders = [
  '/usr/lib/x86_64-linux-gnu',
  '/usr/lib/aarch64-linux-gnu',
  '/usr/lib64',
  '/usr/lib',
];

/** @param {Equipment} item */
function isThere({ probe }) {
  if ('command' in probe) return findCommand(probe.command) !== undefined;
  if ('file' in probe) return existsSync(probe.file);
  return libraryFolders.some((folder) => existsSync(join(folder, probe.library)));
}

/**
 * @param {readonly string[]} suites
 * @returns {Equipment[]} What these suites need and this machine lacks.
 */
export function missingFor(suites) {
  const wanted = equipment.filter((item) => item.suites.some((suite) => suites.includes(suite)));
  return wanted.filter((item) => !isThere(item));
}

/** @returns {Equipment[]} All that this machine lacks. */
export function missingForAll() {
  return equipment.filter((item) => !isThere(item));
}
