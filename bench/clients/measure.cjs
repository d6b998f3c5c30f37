// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { createInterface } = require('node:readline');

/**
 * One call of the client that is measured: `done` is called with how long its answer is, or with
 * what went wrong.
 * @typedef {(request: Request, done: (error: unknown, size: number) => void) => void} Call
 * @typedef {{ readonly size: number, readonly delayMs?: number }} Request
 * @typedef {(...numbers: number[]) => Promise<object>} Command
 */

const microseconds = () => performance.now() * 1000;

/** @param {unknown} error @returns {never} */
function giveUp(error) {
  console.error(error);
  process.exit(1);
}

/** @param {number[]} times @param {number} calls @param {NodeJS.CpuUsage} cpu */
function summary(times, calls, cpu) {
  times.sort((a, b) => a - b);
  const used = process.cpuUsage(cpu);
  return {
    p50: times[Math.floor(calls / 2)],
    p99: times[Math.floor(calls * 0.99)],
    cpu: (used.user + used.system) / calls,
  };
}

/**
 * One call after the other; microseconds.
 * @param {Call} call @param {number} size @param {number} calls
 * @returns {Promise<object>}
 */
function latency(call, size, calls) {
  /** @type {number[]} */
  const times = [];
  const cpu = process.cpuUsage();
  return new Promise((resolve) => {
    let start = 0;
    const next = () => {
      start = microseconds();
      call({ size }, done);
    };
    /** @param {unknown} error @param {number} answered */
    const done = (error, answered) => {
      times.push(microseconds() - start);
      if (error !== undefined || answered !== size) giveUp(error ?? `${answered} of ${size} bytes`);
      if (times.length < calls) next();
      else resolve(summary(times, calls, cpu));
    };
    next();
  });
}

/**
 * Always that many calls under way, for some time.
 * @param {Call} call @param {number} size @param {number} inFlight @param {number} milliseconds
 * @returns {Promise<object>}
 */
function throughput(call, size, inFlight, milliseconds) {
  const cpu = process.cpuUsage();
  const start = performance.now();
  let started = 0;
  let finished = 0;
  return new Promise((resolve) => {
    const next = () => {
      started += 1;
      call({ size }, done);
    };
    /** @param {unknown} error */
    const done = (error) => {
      if (error !== undefined) giveUp(error);
      finished += 1;
      if (performance.now() - start < milliseconds) return next();
      if (finished < started) return;
      const used = process.cpuUsage(cpu);
      resolve({
        perSecond: (finished / (performance.now() - start)) * 1000,
        cpu: (used.user + used.system) / finished,
      });
    };
    for (let index = 0; index < inFlight; index += 1) next();
  });
}

/**
 * Answers commands, one per line, until stdin ends: `latency SIZE CALLS`, `throughput SIZE
 * IN_FLIGHT MILLISECONDS`, and those of the client itself.
 * @param {Call} call
 * @param {Readonly<Record<string, Command>>} [own]
 */
function serve(call, own = {}) {
  /** @type {Record<string, Command>} */
  const commands = {
    latency: (size = 0, calls = 0) => latency(call, size, calls),
    throughput: (size = 0, inFlight = 0, milliseconds = 0) =>
      throughput(call, size, inFlight, milliseconds),
    ...own,
  };
  /** @param {string} line */
  const perform = async (line) => {
    const [name = '', ...numbers] = line.split(' ');
    const command = commands[name];
    if (command === undefined) return giveUp(`no command ${name}`);
    const result = await command(...numbers.map(Number));
    process.stdout.write(`${JSON.stringify(result)}\n`);
  };
  process.stdout.write('{"ready":true}\n');
  createInterface({ input: process.stdin })
    .on('line', (line) => void perform(line).catch(giveUp))
    .on('close', () => process.exit(0));
}

module.exports = { serve, giveUp };
