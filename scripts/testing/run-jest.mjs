// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/** @typedef {import('./outcome.mjs').Outcome} Outcome */

const folder = join(root, '.cache', 'tests');

/**
 * Runs one project of jest.config.js. It has to end by itself: what it leaves open keeps it from
 * ending, and is then a failure.
 * @param {string} suite
 * @param {number} minutes
 * @returns {Promise<Outcome>}
 */
export async function runJest(suite, minutes) {
  mkdirSync(folder, { recursive: true });
  const results = join(folder, `${suite}.json`);
  const running = join(folder, `${suite}.running.json`);
  for (const file of [results, running]) rmSync(file, { force: true });
  const jest = join(root, 'node_modules', 'jest', 'bin', 'jest.js');
  const reporter = join(root, 'scripts', 'testing', 'running-files.cjs');
  const args = ['--selectProjects', suite, '--json', `--outputFile=${results}`];
  const reporters = ['--reporters=default', `--reporters=${reporter}`];
  const child = spawn(process.execPath, [jest, ...args, ...reporters], {
    cwd: root,
    env: { ...process.env, ENTRA_BROKER_RUNNING_FILES: running },
    stdio: ['ignore', 'ignore', 'inherit'], // stdout repeats the JSON
    detached: true, // its own group, so that its workers and their children can be ended with it
  });
  const inTime = await endsWithin(child, minutes);
  const counts = countsOf(results);
  if (!inTime) {
    const names = readJson(running)?.files ?? [];
    const remark = `ended after ${minutes} minutes, with ${names.join(', ') || 'no test'} running`;
    return { suite, ...counts, failed: counts.failed + 1, remark };
  }
  const failed = counts.failed === 0 && child.exitCode !== 0 ? 1 : counts.failed;
  return { suite, ...counts, failed };
}

/**
 * @param {import('node:child_process').ChildProcess} child
 * @param {number} minutes
 */
async function endsWithin(child, minutes) {
  const endGroup = () => {
    if (child.pid !== undefined) process.kill(-child.pid, 'SIGKILL');
  };
  let inTime = true;
  const limit = setTimeout(() => {
    inTime = false;
    endGroup();
  }, minutes * 60_000);
  const interrupt = () => {
    endGroup();
    process.exit(130);
  };
  process.once('SIGINT', interrupt);
  await once(child, 'exit');
  process.off('SIGINT', interrupt);
  clearTimeout(limit);
  return inTime;
}

/** @param {string} file */
function countsOf(file) {
  const report = readJson(file);
  if (report === undefined) return { passed: 0, failed: 0, skipped: 0 };
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + report.numRuntimeErrorTestSuites,
    skipped: report.numPendingTests + report.numTodoTests,
  };
}

/** @param {string} file */
function readJson(file) {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    return undefined;
  }
}
