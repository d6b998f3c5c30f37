// SPDX-License-Identifier: MIT
// @ts-check
import { mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../scripts/setup/root.mjs';

/** Where the benchmark compiles and installs; ignored by git. */
export const workplace = join(root, '.cache', 'bench');

/** @param {readonly string[]} names @returns {string} An empty folder of that name in there. */
export function emptyFolder(...names) {
  const folder = join(workplace, ...names);
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  return folder;
}
