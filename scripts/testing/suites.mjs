// SPDX-License-Identifier: MIT
import { benchChecks, cmakeChecks, lintChecks, typeChecks } from './checks.mjs';
import { shortFuzzing } from './fuzzing.mjs';
import { sanitizerChecks } from './sanitizing.mjs';

/** @typedef {import('./checks.mjs').Check} Check */

/**
 * A suite is a list of checks, each counted as one test, or a project of jest.config.js. What it
 * needs beyond the demo is in ../setup/equipment.json, by its name.
 * @typedef {object} Suite
 * @property {string} name
 * @property {readonly Check[]} [checks] Without them, jest runs the project of this name.
 * @property {number} minutes After that long it counts as failed and is ended.
 */

/** @type {readonly Suite[]} In the order in which they run: the quickest to fail comes first. */
export const suites = [
  { name: 'types', checks: typeChecks, minutes: 4 },
  { name: 'lint', checks: lintChecks, minutes: 20 },
  { name: 'unit', minutes: 4 },
  { name: 'wam', minutes: 4 },
  { name: 'simulator', minutes: 4 },
  { name: 'integration', minutes: 6 },
  { name: 'msal-node', minutes: 5 },
  { name: 'msal-node-runtime', minutes: 5 },
  { name: 'client', minutes: 5 },
  { name: 'wsl', minutes: 8 },
  { name: 'lifecycle', minutes: 5 },
  { name: 'faults', minutes: 6 },
  { name: 'hygiene', minutes: 4 },
  { name: 'interop', minutes: 5 },
  { name: 'page', minutes: 4 },
  { name: 'browser', minutes: 5 },
  { name: 'examples', minutes: 4 },
  { name: 'setup', minutes: 4 },
  { name: 'cmake', checks: cmakeChecks, minutes: 4 },
  { name: 'package', minutes: 6 },
  { name: 'drop-in', minutes: 8 },
  { name: 'windows-build', minutes: 20 }, // fetches and makes much, once
  { name: 'windows', minutes: 15 },
  { name: 'windows-conformance', minutes: 10 },
  { name: 'bench', checks: benchChecks, minutes: 3 },
  { name: 'soak', minutes: 12 },
  { name: 'fuzz', checks: shortFuzzing, minutes: 5 },
  { name: 'sanitizers', checks: sanitizerChecks, minutes: 15 },
];
