// SPDX-License-Identifier: MIT
'use strict';
// Uses this package and a copy of it, both at once and one after the other: `two-copies.cjs COPY`.
const { join } = require('node:path');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { once } = require('node:events');
const { clientId, report, usage } = require('../../support/child.cjs');

const copy = isMainThread ? process.argv[2] : workerData;
const packages = [require('entra-broker'), require(join(copy, 'dist', 'index.js'))];

async function useBoth() {
  const brokers = await Promise.all(packages.map(({ openBroker }) => openBroker()));
  const rounds = Array.from({ length: 20 }, () => brokers).flat();
  const lists = await Promise.all(rounds.map((broker) => broker.getAccounts({ clientId })));
  const { brokerThreads } = usage();
  await brokers[0].close();
  const left = await brokers[1].getBrokerVersion();
  return { answers: lists.filter(({ length }) => length === 1).length, brokerThreads, left };
}

async function main() {
  const first = await useBoth();
  const worker = new Worker(__filename, { workerData: copy });
  const [[second], [code]] = await Promise.all([once(worker, 'message'), once(worker, 'exit')]);
  report({ same: packages[0].openBroker === packages[1].openBroker, first, second, code });
}

if (isMainThread) void main();
else void useBoth().then((used) => parentPort.postMessage(used));
