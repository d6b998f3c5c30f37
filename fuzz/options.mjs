// SPDX-License-Identifier: MIT
import { parseArgs } from 'node:util';

/**
 * Value of `--name TEXT` on the command line.
 * @param {string} name
 */
export function textOption(name) {
  const { values } = parseArgs({ options: { [name]: { type: 'string' } }, strict: false });
  const value = values[name];
  return typeof value === 'string' ? value : undefined;
}

/**
 * Value of `--name N` on the command line.
 * @param {string} name
 * @param {number} otherwise
 */
export function numberOption(name, otherwise) {
  const number = Number(textOption(name) ?? otherwise);
  if (!Number.isSafeInteger(number) || number < 0) throw new Error(`--${name} takes a number`);
  return number;
}
