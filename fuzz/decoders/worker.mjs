// SPDX-License-Identifier: MIT
import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '../random.mjs';
import { capturedBodies, dictionaryOf } from './corpus.mjs';
import { Mutator } from './mutate.mjs';
import { targets } from './targets.mjs';

/** @typedef {{ inputs: number, seed: number }} Task */
/** @typedef {{ target: string, body: string, problem: string }} Finding */
/** @typedef {{ done: number, ways: string[], bodies: string[], slowestMs: number, finding: Finding | undefined }} Report */

// Long enough for a busy machine, and far below what a hostile pattern or nesting would take.
const patienceMs = 2_000;
const reportEvery = 50_000;
const largestCorpus = 4_000;
const longestBody = 100_000;

const { inputs, seed } = /** @type {Task} */ (workerData);
const random = new Random(seed);
const captured = capturedBodies();
const mutator = new Mutator(random, dictionaryOf(captured));
const names = Object.keys(targets);
const corpus = [...captured];
/** Ways through the code that were seen, and how the worker came to know a new one. */
const ways = new Set();

let slowestMs = 0;

/** @returns {Finding | undefined} */
function fuzz() {
  for (const body of captured) {
    for (const target of names) {
      const finding = run(target, body, (way) => ways.add(way));
      if (finding !== undefined) return finding;
    }
  }
  for (let done = 1; done <= inputs; done += 1) {
    const body = mutator.mutate(random.pick(corpus), random.pick(corpus)).slice(0, longestBody);
    const finding = run(random.pick(names), body, (way) => remember(way, body));
    if (finding !== undefined) return finding;
    if (done % reportEvery === 0 || done === inputs) report(done);
  }
  return undefined;
}

/** @param {string} target @param {string} body @param {(way: string) => void} onWay */
function run(target, body, onWay) {
  const started = performance.now();
  try {
    onWay(`${target} ${targets[target]?.(body) ?? ''}`);
  } catch (error) {
    return { target, body, problem: error instanceof Error ? error.message : String(error) };
  }
  const took = performance.now() - started;
  if (took > patienceMs) return { target, body, problem: `took ${took.toFixed(0)} ms` };
  slowestMs = Math.max(slowestMs, took);
  return undefined;
}

/** An input that took a new way is worth changing further. @param {string} way @param {string} body */
function remember(way, body) {
  if (ways.has(way)) return;
  ways.add(way);
  if (corpus.length < largestCorpus) corpus.push(body);
  else corpus[captured.length + random.below(largestCorpus - captured.length)] = body;
}

/** @param {number} done @param {Finding} [finding] */
function report(done, finding) {
  const bodies = corpus.slice(captured.length);
  parentPort?.postMessage({ done, slowestMs, ways: [...ways], bodies, finding });
}

const finding = fuzz();
if (finding !== undefined) report(0, finding);
