// SPDX-License-Identifier: MIT
// @ts-check

/**
 * Median and quartiles.
 * @typedef {{ readonly low: number, readonly middle: number, readonly high: number }} Spread
 */

/** @param {readonly number[]} sorted @param {number} part */
function quantile(sorted, part) {
  const place = (sorted.length - 1) * part;
  const below = sorted[Math.floor(place)] ?? NaN;
  const above = sorted[Math.ceil(place)] ?? NaN;
  return below + (above - below) * (place - Math.floor(place));
}

/** @param {readonly number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return {
    low: quantile(sorted, 0.25),
    middle: quantile(sorted, 0.5),
    high: quantile(sorted, 0.75),
  };
}

/**
 * The spread of the quotients within each round: whatever disturbs a round disturbs both sides.
 * @param {readonly number[]} values @param {readonly number[]} references
 */
export function pairedRatio(values, references) {
  return spreadOf(values.map((value, round) => value / (references[round] ?? NaN)));
}

/** @template T @param {readonly T[]} items @returns {T[]} The same in a random order. */
export function shuffled(items) {
  const order = items.map((item) => ({ item, place: Math.random() }));
  return order.sort((a, b) => a.place - b.place).map(({ item }) => item);
}
