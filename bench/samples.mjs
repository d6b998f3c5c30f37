// SPDX-License-Identifier: MIT
// @ts-check
import { spreadOf } from './statistics.mjs';

/** The figures of all rounds, by who and what: one number per round. */
export class Samples {
  /** @type {Map<string, number[]>} */
  #values = new Map();

  /** @param {string} who @param {string} what @param {Record<string, number>} figures */
  add(who, what, figures) {
    for (const [field, value] of Object.entries(figures)) {
      const key = keyOf(who, what, field);
      const values = this.#values.get(key) ?? [];
      values.push(value);
      this.#values.set(key, values);
    }
  }

  /** @param {string} who @param {string} what @param {string} field @returns {readonly number[]} */
  of(who, what, field) {
    return this.#values.get(keyOf(who, what, field)) ?? [];
  }

  /** Adds the median of each figure of a round. @param {Samples} round */
  addMedians(round) {
    for (const [key, values] of round.#values) {
      const medians = this.#values.get(key) ?? [];
      medians.push(spreadOf(values).middle);
      this.#values.set(key, medians);
    }
  }

  toJSON() {
    return Object.fromEntries(this.#values);
  }
}

/** @param {string} who @param {string} what @param {string} field */
function keyOf(who, what, field) {
  return `${who} | ${what} | ${field}`;
}
