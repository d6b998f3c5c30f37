// SPDX-License-Identifier: MIT
'use strict';
// Calls the broker of the session bus many times and reports what the process holds on the way:
// `client.cjs SILENT_CALLS ABORTED_CALLS`.
const { openBroker } = require('entra-broker');
const child = require('../../support/child.cjs');

const { residentMegabytes, silentRequest, report, until, usage, windowRequest } = child;

const [silentCalls, abortedCalls] = process.argv.slice(2).map(Number);
const inFlight = 64;
const checkpoints = 10;

/** Runs so many, some at once. */
async function repeat(times, atOnce, run) {
  let left = times;
  const lane = async () => {
    while (left-- > 0) await run();
  };
  await Promise.all(Array.from({ length: atOnce }, lane));
}

async function aborted(start) {
  const controller = new AbortController();
  const call = start(controller.signal);
  // Some before they are sent, some when they are under way.
  await new Promise((resolve) => setTimeout(resolve, Math.random() * 4));
  controller.abort();
  const code = await call.then(
    () => 'answered',
    (error) => error.code,
  );
  if (code !== 'request_aborted') throw new Error(`aborted, and yet: ${code}`);
}

/** The broker answers it long after it was given up. */
const late = { ...silentRequest, scopes: ['delay-5000'] };
const window = { ...windowRequest, scopes: ['delay-600000'] };

/** One tenth of the aborted calls are windows: there is one at a time. */
async function calls(broker, silent, given) {
  await repeat(silent, inFlight, () => broker.acquireTokenSilently(silentRequest));
  await repeat(given * 0.9, inFlight, () =>
    aborted((signal) => broker.acquireTokenSilently({ ...late, signal })),
  );
  await repeat(given * 0.1, 1, async () => {
    await aborted((signal) => broker.signInInteractively({ ...window, signal }));
    // Behind this answer the cancel is through, and the next window may open.
    await broker.getBrokerVersion();
  });
}

async function holdings() {
  const megabytes = await residentMegabytes();
  const { threads, descriptors } = usage();
  return {
    residentMegabytes: Math.round(megabytes * 10) / 10,
    descriptors,
    threads,
    handles: process.getActiveResourcesInfo().length,
  };
}

async function main() {
  const broker = await openBroker();
  let logged = 0;
  broker.on('log', () => (logged += 1));
  // Fills what fills once: compiled code, the heaps of V8 and of the C library.
  await calls(broker, silentCalls / checkpoints, abortedCalls / checkpoints);
  const resting = [await holdings()];
  const startedAt = performance.now();
  for (let part = 0; part < checkpoints; part += 1) {
    await calls(broker, silentCalls / checkpoints, abortedCalls / checkpoints);
    resting.push(await holdings());
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  const { sockets } = usage();
  await broker.close();
  await until('the connection is closed', () => usage().sockets === sockets - 1);
  report({ seconds, resting, logged });
}

void main();
