// SPDX-License-Identifier: MIT
import { availableParallelism } from 'node:os';
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { runScript } from '../../scripts/setup/set-up.mjs';
import { numberOption } from '../options.mjs';
import { found } from '../found.mjs';
import { capturedBodies } from './corpus.mjs';
import { unreached } from './coverage.mjs';

// Feeds replies that never were to everything that reads replies: `run.mjs --inputs N --seed N`.

/** @typedef {import('./worker.mjs').Report} Report */

const inputs = numberOption('inputs', 10_000_000);
const seed = numberOption('seed', Date.now() % 2 ** 32);
const workers = availableParallelism();

/** @param {number} number @returns {Promise<Report>} The last report of one worker. */
async function work(number) {
  const workerData = { inputs: Math.ceil(inputs / workers), seed: seed + number };
  const worker = new Worker(new URL('./worker.mjs', import.meta.url), { workerData });
  /** @type {Report | undefined} */
  let last;
  worker.on('message', (/** @type {Report} */ report) => {
    last = report;
    if (report.done % 1_000_000 === 0 && number === 0) say(`${report.done * workers} inputs`);
  });
  await once(worker, 'exit');
  if (last === undefined) throw new Error('a worker ended without a report');
  return last;
}

/** @param {string} text */
function say(text) {
  process.stdout.write(`decoders: ${text}\n`);
}

/** @param {readonly Report[]} reports */
async function unreachedBy(reports) {
  const bodies = [...capturedBodies(), ...reports.flatMap((report) => report.bodies)];
  return unreached(async () => {
    const { targets } = await import('./targets.mjs');
    return () => bodies.forEach((body) => Object.values(targets).forEach((target) => target(body)));
  });
}

await runScript(async () => {
  const started = performance.now();
  say(`${inputs} inputs on ${workers} threads, seed ${seed}`);
  const reports = await Promise.all(Array.from({ length: workers }, (_, number) => work(number)));
  const seconds = (performance.now() - started) / 1000;
  const findings = reports.flatMap(({ finding }) => (finding === undefined ? [] : [finding]));
  for (const finding of findings) {
    say(`FOUND ${finding.target}: ${finding.problem}; input in ${found('decoder', finding)}`);
  }
  if (findings.length > 0) return 1;

  const done = reports.reduce((sum, report) => sum + report.done, 0);
  const ways = new Set(reports.flatMap((report) => report.ways));
  const slowest = Math.max(...reports.map(({ slowestMs }) => slowestMs));
  say(
    `${done} inputs in ${seconds.toFixed(1)} s, ${Math.round(done / seconds)} a second; ` +
      `${ways.size} ways through the decoders; slowest ${slowest.toFixed(1)} ms`,
  );
  const pieces = await unreachedBy(reports);
  say(`pieces of the decoders that no input reached: ${pieces.length}`);
  for (const piece of pieces) say(`  ${piece}`);
  // Fuzzing that does not get there proves nothing.
  return pieces.length === 0 ? 0 : 1;
});
