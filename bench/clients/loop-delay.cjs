// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { monitorEventLoopDelay } = require('node:perf_hooks');

const resolutionMs = 1;

/**
 * The longest time in milliseconds for which the event loop did not come round during `work`.
 * @param {() => Promise<unknown>} work
 */
async function longestStall(work) {
  const delay = monitorEventLoopDelay({ resolution: resolutionMs });
  delay.enable();
  await work();
  // One more round, so that a stall at the very end is seen.
  await new Promise((resolve) => setTimeout(resolve, 2 * resolutionMs));
  delay.disable();
  return { stallMs: Math.max(0, delay.max / 1e6 - resolutionMs) };
}

module.exports = { longestStall };
