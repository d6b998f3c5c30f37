// SPDX-License-Identifier: MIT
import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { runStep } from './progress.mjs';
import { root } from './root.mjs';

/**
 * @typedef {object} LockedPackage
 * @property {string} [version]
 * @property {string} [integrity]
 * @property {boolean} [optional]
 */

/** @param {string} file @returns {Map<string, LockedPackage>} */
function packagesOf(file) {
  const lock = JSON.parse(readFileSync(join(root, file), 'utf8'));
  return new Map(Object.entries(lock.packages));
}

/** Whether node_modules holds what package-lock.json asks for, as npm itself wrote down. */
function isInStep() {
  if (!existsSync(join(root, 'node_modules', '.package-lock.json'))) return false;
  const installed = packagesOf(join('node_modules', '.package-lock.json'));
  for (const [path, wanted] of packagesOf('package-lock.json')) {
    if (!path.includes('node_modules/')) continue;
    const found = installed.get(path);
    if (found === undefined && wanted.optional === true) continue; // made for another platform
    if (found?.version !== wanted.version || found?.integrity !== wanted.integrity) return false;
    if (!existsSync(join(root, path, 'package.json'))) return false;
  }
  return true;
}

/** @returns {readonly string[]} */
function npm() {
  const running = process.env['npm_execpath'];
  return running !== undefined && basename(running) === 'npm-cli.js'
    ? [process.execPath, running]
    : ['npm'];
}

/** Installs the npm packages unless they are there. No package's script is run: none needs it. */
export async function installNodeModules() {
  if (isInStep()) return false;
  await runStep('npm packages', [...npm(), 'ci', '--ignore-scripts', '--no-audit', '--no-fund']);
  return true;
}
