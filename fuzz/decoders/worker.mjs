// SPDX-License-Identifier: MIT
import { parentPort, workerData } from 'node:worker_threads';
import { Random } from '../random.mjs';
import { capturedBodies, dictionaryOf } from './corpus.mjs';
import { Mutator } from './mutate.mjs';
import { targets } from './targets.mjs';

/** @typedef {{ inputs: number, seed: number }} Task */
/** @typedef {{ target: string, body: string, problem: string }} Finding */
/** @typedef {{ done: number, ways: string[], bodies: string[], slowestMs: number, finding?: Finding }} Report */

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

/** @returns {Finding | undefined} */
function fuzz() {
  let slowestMs = 0;
  let done = 0;
  for (const body of captured)
    for (const target of names) ways.add(`${target} ${run(target, body)}`);
  while (done < inputs) {
    const body = mutator.mutate(random.pick(corpus), random.pick(corpus)).slice(0, longestBody);
    const target = random.pick(names);
    const started = performance.now();
    let way;
    try {
      way = run(target, body);
    } catch (error) {
      return { target, body, problem: error instanceof Error ? error.message : String(error) };
    }
    const took = performance.now() - started;
    if (took > patienceMs) return { target, body, problem: `took ${took.toFixed(0)} ms` };
    slowestMs = Math.max(slowestMs, took);
    remember(`${target} ${way}`, body);
    done += 1;
    if (done % reportEvery === 0 || done === inputs) report({ done, slowestMs });
  }
  return undefined;
}

/** @param {string} target @param {string} body */
function run(target, body) {
  return targets[target]?.(body) ?? '';
}

/** An input that took a new way is worth changing further. @param {string} way @param {string} body */
function remember(way, body) {
  if (ways.has(way)) return;
  ways.add(way);
  if (corpus.length < largestCorpus) corpus.push(body);
  else corpus[captured.length + random.below(largestCorpus - captured.length)] = body;
}

/** @param {{ done: number, slowestMs: number, finding?: Finding }} news */
function report(news) {
  parentPort?.postMessage({ ...news, ways: [...ways], bodies: corpus.slice(captured.length) });
}

const finding = fuzz();
if (finding !== undefined) report({ done: 0, slowestMs: 0, finding });
