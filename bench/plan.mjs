// SPDX-License-Identifier: MIT
// @ts-check

/** Bytes of an answer where nothing else is said: what a real token reply has, about. */
export const usualSize = 4096;

/** Calls in flight at which throughput is measured. */
export const flights = [8, 64, 512];

/** Bytes of an answer for the cost by size. */
export const sizes = [1024, 4096, 16_384, 65_536, 262_144, 1_048_576];

/** Slow calls during which the event loop is watched, and how slow they are. */
export const slowCalls = 64;
export const slowMs = 200;

/**
 * How much is measured.
 * @typedef {object} Plan
 * @property {number} rounds
 * @property {number} warmUpCalls Before the first round, so that V8 has compiled what is measured.
 * @property {number} pieces Short ones, in which clients that are compared take turns in a round.
 * @property {number} calls One after the other in a piece, for a latency.
 * @property {number} runtimeCalls The same of Microsoft's runtime, which takes longer.
 * @property {number} milliseconds Of a piece, for a throughput.
 * @property {readonly number[]} runtimeFlights
 */

/** @type {Plan} */
export const fullPlan = {
  rounds: 15,
  warmUpCalls: 5000,
  pieces: 5,
  calls: 300,
  runtimeCalls: 10,
  milliseconds: 120,
  runtimeFlights: [8, 64],
};

/** Runs all of it once, to see that it works; its figures mean nothing. @type {Plan} */
export const quickPlan = {
  rounds: 1,
  warmUpCalls: 200,
  pieces: 1,
  calls: 50,
  runtimeCalls: 5,
  milliseconds: 50,
  runtimeFlights: [8],
};

/** Fewer of the large answers, which take longer. @param {Plan} plan @param {number} size */
export function callsOfSize(plan, size) {
  return Math.max(5, Math.round((plan.calls / 4) * Math.min(1, 16_384 / size)));
}
