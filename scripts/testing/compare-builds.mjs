// SPDX-License-Identifier: MIT
import { deepStrictEqual, notStrictEqual } from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

const require = createRequire(import.meta.url);

/** @param {string} folder */
function exportsOf(folder) {
  return Object.keys(require(join(root, folder, 'Release', 'entra_broker.node'))).sort();
}

const names = exportsOf('build');
notStrictEqual(names.length, 0);
deepStrictEqual(exportsOf('build-cmake'), names);
