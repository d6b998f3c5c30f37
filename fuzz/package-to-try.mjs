// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { root } from '../scripts/setup/root.mjs';
import {
  buildSanitized,
  layOutCheckout,
  sanitizedEnvironment,
} from '../scripts/testing/sanitized-checkout.mjs';
import { ourReports } from '../scripts/testing/sanitizer-reports.mjs';
import { textOption } from './options.mjs';

/**
 * @typedef {object} PackageToTry
 * @property {string} folder
 * @property {NodeJS.ProcessEnv} env For a process that loads it.
 * @property {() => string[]} reports Of the sanitizer, if it has one.
 */

/**
 * This checkout, or with `--sanitizer address|thread` a copy of it over a sanitized addon.
 * @param {string} name
 * @returns {Promise<PackageToTry>}
 */
export async function packageToTry(name) {
  const sanitizer = textOption('sanitizer');
  if (sanitizer === undefined) return { folder: root, env: process.env, reports: () => [] };
  if (sanitizer !== 'address' && sanitizer !== 'thread') {
    throw new Error('--sanitizer takes address or thread');
  }
  const folder = layOutCheckout(`${name}-${sanitizer}`, await buildSanitized(sanitizer));
  const reports = join(folder, 'reports');
  const env = sanitizedEnvironment(sanitizer, reports);
  return { folder, env, reports: () => ourReports(reports) };
}
