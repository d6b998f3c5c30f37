// SPDX-License-Identifier: MIT
import { missingFor } from './setup/equipment.mjs';
import { say, StepFailed } from './setup/progress.mjs';
import { runScript, setUp } from './setup/set-up.mjs';
import { countLine, leftOut, printOutcomes, total } from './testing/outcome.mjs';
import { runChecks } from './testing/run-checks.mjs';
import { runJest } from './testing/run-jest.mjs';
import { suites } from './testing/suites.mjs';

/** @typedef {import('./testing/suites.mjs').Suite} Suite */
/** @typedef {import('./testing/outcome.mjs').Outcome} Outcome */

/** @param {Suite} suite @returns {Promise<Outcome>} */
async function runSuite({ name, checks, minutes }) {
  const missing = missingFor([name]).map((item) => item.package);
  if (missing.length > 0) return leftOut(name, missing, process.env['CI'] === 'true');
  say(`suite ${name}`);
  return checks ? runChecks(name, checks, { minutes }) : runJest(name, minutes);
}

/** @param {readonly Suite[]} chosen */
async function runSuites(chosen) {
  /** @type {Outcome[]} */
  const outcomes = [];
  for (const suite of chosen) outcomes.push(await runSuite(suite));
  printOutcomes(outcomes);
  return total(outcomes);
}

await runScript(async () => {
  const names = process.argv.slice(2);
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length > 0) {
    const known = suites.map((suite) => suite.name).join(', ');
    process.stderr.write(`No suite ${unknown.join(', ')}. There are: ${known}\n`);
    return 2;
  }
  try {
    await setUp('demo');
  } catch (error) {
    if (error instanceof StepFailed) process.stdout.write(`${countLine(0, 1, 0)}\n`);
    throw error;
  }
  const chosen = suites.filter(({ name }) => names.length === 0 || names.includes(name));
  const { passed, failed, skipped } = await runSuites(chosen);
  process.stdout.write(`${countLine(passed, failed, skipped)}\n`);
  return failed === 0 && passed > 0 ? 0 : 1;
});
