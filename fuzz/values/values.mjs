// SPDX-License-Identifier: MIT

/** @typedef {import('../random.mjs').Random} Random */

/** What a getter or a trap of a hostile value throws. */
export class Trap extends Error {}

/** @returns {never} */
function spring() {
  throw new Trap();
}

const numbers = [
  0,
  -0,
  1,
  4,
  -1,
  0.5,
  NaN,
  Infinity,
  -Infinity,
  2 ** 31,
  2 ** 53,
  1e308,
  -(2 ** 63),
];

/** @type {readonly ((random: Random) => unknown)[]} */
const plain = [
  () => undefined,
  () => null,
  (random) => random.onceIn(2),
  (random) => random.pick(numbers),
  (random) => random.next() - 2 ** 31,
  (random) => random.pick([0n, 1n, -1n, 2n ** 64n, 2n ** 63n, 10n ** 400n]),
  () => Symbol('any'),
  (random) =>
    random.pick(['', 'a', 'ping', 'invoke', '\0', 'a\0b', '\uD800', '\uFEFF', 'ä'.repeat(300)]),
  (random) => 'x'.repeat(random.below(100_000)),
  (random) => random.bytes(random.below(20)).toString('latin1'),
  (random) => random.bytes(random.pick([0, 1, 3, 4, 5, 8, 9])),
  (random) => new Uint8Array(random.pick([4, 8])).subarray(random.below(4)),
  () => new DataView(new ArrayBuffer(8)),
  () => structuredClone(new Uint8Array(8), { transfer: [] }),
  () => [],
  () => ({}),
  () => () => {},
  () => class {},
  () => new Date(NaN),
  () => /x/,
  () => new Map(),
  () => Object.create(null),
  () => new String('boxed'),
  () => new Number(5),
  () => Promise.resolve(),
  () => globalThis,
];

/** @type {readonly ((random: Random) => unknown)[]} */
const hostile = [
  () => new Proxy({}, { get: spring }),
  () => new Proxy([], { getOwnPropertyDescriptor: spring, ownKeys: spring }),
  () => new Proxy(() => {}, { apply: spring, get: spring }),
  () => ({ toString: spring, valueOf: spring }),
  () => {
    const { proxy, revoke } = Proxy.revocable({}, {});
    revoke();
    return proxy;
  },
];

/** Any JavaScript value. @param {Random} random @returns {unknown} */
export function anyValue(random) {
  if (random.onceIn(12)) return random.pick(hostile)(random);
  return random.pick(plain)(random);
}

/**
 * A value with some members replaced by any others, added or gone, or made getters that throw.
 * @template {object} T
 * @param {T} value
 * @param {Random} random
 * @returns {T}
 */
export function spoiled(value, random) {
  const copy = Object.assign({}, value);
  for (let changes = random.below(4); changes > 0; changes -= 1) {
    const name = random.pick([...Object.keys(copy), 'other']);
    const trap = { get: spring, enumerable: true, configurable: true };
    const other = { value: anyValue(random), enumerable: true, configurable: true, writable: true };
    Object.defineProperty(copy, name, random.onceIn(15) ? trap : other);
  }
  return copy;
}
