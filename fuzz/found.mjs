// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const folder = fileURLToPath(new URL('../.cache/fuzz/', import.meta.url));

/**
 * Keeps a case that broke something, to be made a unit test.
 * @param {string} kind
 * @param {unknown} what
 * @returns {string} The file.
 */
export function found(kind, what) {
  const text = JSON.stringify(what, null, 2);
  const name = createHash('sha256').update(text).digest('hex').slice(0, 12);
  mkdirSync(folder, { recursive: true });
  const file = join(folder, `${kind}-${name}.json`);
  writeFileSync(file, text);
  return file;
}
