// SPDX-License-Identifier: MIT

/**
 * What became of one suite. A suite that was left out counts as one skipped, whatever it holds.
 * @typedef {object} Outcome
 * @property {string} suite
 * @property {number} passed
 * @property {number} failed
 * @property {number} skipped
 * @property {string} [remark]
 */

/**
 * @param {string} suite
 * @param {readonly string[]} packages What the machine lacks.
 * @param {boolean} required
 * @returns {Outcome}
 */
export function leftOut(suite, packages, required) {
  const remark = `${required ? 'not run' : 'left out'}: needs ${packages.join(', ')}`;
  return { suite, passed: 0, failed: required ? 1 : 0, skipped: required ? 0 : 1, remark };
}

/** @param {readonly Outcome[]} outcomes */
export function printOutcomes(outcomes) {
  const lines = outcomes.map(({ suite, passed, failed, skipped, remark }) => {
    const counts = remark?.startsWith('left out') ? '' : countLine(passed, failed, skipped);
    return `  ${suite.padEnd(12)} ${[counts, remark ?? ''].filter((text) => text !== '').join('; ')}`;
  });
  const lacking = outcomes.some(({ remark }) => remark?.includes('needs '));
  if (lacking) lines.push('', 'To equip this machine for every suite: npm run setup:full');
  process.stdout.write(`\n${lines.join('\n')}\n\n`);
}

/**
 * @param {number} passed
 * @param {number} failed
 * @param {number} skipped
 */
export function countLine(passed, failed, skipped) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`;
}

/** @param {readonly Outcome[]} outcomes */
export function total(outcomes) {
  /** @param {'passed' | 'failed' | 'skipped'} field */
  const sum = (field) => outcomes.reduce((all, outcome) => all + outcome[field], 0);
  return { passed: sum('passed'), failed: sum('failed'), skipped: sum('skipped') };
}
