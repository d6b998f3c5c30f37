// SPDX-License-Identifier: MIT
import { sanitizedFuzzing } from './fuzzing.mjs';

/** @typedef {import('./checks.mjs').Check} Check */

/** @param {string} name @param {string} program @param {readonly string[]} args @returns {Check} */
function check(name, program, ...args) {
  return { name, command: () => [process.execPath, `test/sanitizers/${program}.mjs`, ...args] };
}

/** @type {readonly Check[]} */
export const sanitizerChecks = [
  check('a broken addon is reported', 'mutants'),
  check('integration and lifecycle under AddressSanitizer', 'suite', 'address'),
  check('integration and lifecycle under ThreadSanitizer', 'suite', 'thread'),
  check('leaks by LeakSanitizer, through every library', 'leaks', 'lsan'),
  check('leaks and errors by valgrind', 'leaks', 'valgrind'),
  ...sanitizedFuzzing,
];
