// SPDX-License-Identifier: MIT
import { runStep, StepFailed } from '../setup/progress.mjs';

/** @typedef {import('./checks.mjs').Check} Check */

/**
 * Runs all of them, also after one has failed.
 * @param {string} suite
 * @param {readonly Check[]} checks
 * @param {{ fix?: boolean, minutes?: number }} [options]
 * @returns {Promise<import('./outcome.mjs').Outcome>}
 */
export async function runChecks(suite, checks, { fix = false, minutes = 10 } = {}) {
  const deadline = performance.now() + minutes * 60_000;
  const failures = [];
  for (const check of checks) {
    const command = (fix && check.fix ? check.fix : check.command)();
    try {
      await runStep(check.name, command, { timeoutMs: deadline - performance.now() });
    } catch (error) {
      if (!(error instanceof StepFailed)) throw error;
      process.stderr.write(`==> ${error.message}\n`);
      failures.push(check.name);
    }
  }
  const failed = failures.length;
  const remark = failed === 0 ? {} : { remark: failures.join(', ') };
  return { suite, passed: checks.length - failed, failed, skipped: 0, ...remark };
}
