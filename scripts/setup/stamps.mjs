// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

// A stamp remembers from which inputs an output was made, and what the output looked like then: so
// that one made by other means, or half made, is not taken for ours.

/**
 * @param {readonly string[]} paths Files and folders, relative to the checkout.
 * @param {readonly string[]} [facts] What else the output depends on, such as versions.
 */
export function keyOf(paths, facts = []) {
  const hash = createHash('sha256').update(JSON.stringify(facts));
  for (const file of paths.flatMap(filesUnder).sort()) {
    hash.update(`\0${file}\0`).update(readFileSync(join(root, file)));
  }
  return hash.digest('hex');
}

/** @param {string} path @returns {string[]} */
function filesUnder(path) {
  const stat = statSync(join(root, path), { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (stat.isFile()) return [path];
  return readdirSync(join(root, path)).flatMap((name) => filesUnder(join(path, name)));
}

/** @param {string} name */
function stampFile(name) {
  return join(root, '.cache', 'stamps', `${name}.json`);
}

/** @param {readonly string[]} outputs */
function looksOf(outputs) {
  return outputs.map((path) => {
    const stat = statSync(join(root, path), { throwIfNoEntry: false });
    return stat === undefined ? `${path} missing` : `${path} ${stat.size} ${stat.mtimeMs}`;
  });
}

/**
 * @param {string} name
 * @param {string} key
 * @param {readonly string[]} outputs
 */
export function isStamped(name, key, outputs) {
  try {
    const wanted = JSON.stringify({ key, outputs: looksOf(outputs) });
    return readFileSync(stampFile(name), 'utf8') === wanted;
  } catch {
    return false;
  }
}

/**
 * @param {string} name
 * @param {string} key
 * @param {readonly string[]} outputs
 */
export function stamp(name, key, outputs) {
  mkdirSync(dirname(stampFile(name)), { recursive: true });
  writeFileSync(stampFile(name), JSON.stringify({ key, outputs: looksOf(outputs) }));
}
