// SPDX-License-Identifier: MIT

/** @typedef {import('./checks.mjs').Check} Check */

/**
 * @param {string} name
 * @param {string} program
 * @param {Readonly<Record<string, string | number>>} options
 * @returns {Check}
 */
function fuzzer(name, program, options) {
  const args = Object.entries(options).flatMap(([option, value]) => [`--${option}`, String(value)]);
  return { name, command: () => [process.execPath, `fuzz/${program}/run.mjs`, ...args] };
}

const seed = 20261121;

/**
 * For every run of the tests: a minute in all, over the addon that users get, and always from the
 * same seed, so that it fails for who broke something.
 * @type {readonly Check[]}
 */
export const shortFuzzing = [
  fuzzer('fuzzing of the decoders', 'decoders', { inputs: 300_000, seed }),
  fuzzer('fuzzing of values from JavaScript', 'values', { inputs: 30_000, seed }),
  fuzzer('fuzzing by a hostile bus', 'bus', { sessions: 1_000, seed }),
  fuzzer('fuzzing of what C++ reads', 'native', { seconds: 6, seed }),
];

/** What needs a longer look: half an hour, from a seed of the day. @type {readonly Check[]} */
export const longFuzzing = [
  fuzzer('decoders', 'decoders', { inputs: 10_000_000 }),
  fuzzer('values', 'values', { inputs: 1_000_000, sanitizer: 'address' }),
  fuzzer('hostile bus, memory', 'bus', { sessions: 20_000, sanitizer: 'address' }),
  fuzzer('hostile bus, races', 'bus', { sessions: 20_000, sanitizer: 'thread' }),
  fuzzer('C++', 'native', { seconds: 300 }),
];

/** Part of the suite of the sanitizers. @type {readonly Check[]} */
export const sanitizedFuzzing = [
  fuzzer('values under AddressSanitizer', 'values', { inputs: 50_000, seed, sanitizer: 'address' }),
  fuzzer('hostile bus under AddressSanitizer', 'bus', {
    sessions: 1_500,
    seed,
    sanitizer: 'address',
  }),
  fuzzer('hostile bus under ThreadSanitizer', 'bus', {
    sessions: 1_500,
    seed,
    sanitizer: 'thread',
  }),
];
