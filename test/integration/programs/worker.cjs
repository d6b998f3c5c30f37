// SPDX-License-Identifier: MIT
// Uses a broker in the main thread and in workers, and ends one of them in the middle of a call.
'use strict';
const { once } = require('node:events');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { openBroker } = require('entra-broker');
const { clientId, report } = require('./common.cjs');

async function inWorker() {
  const broker = await openBroker();
  if (workerData === 'answered') {
    parentPort.postMessage((await broker.getAccounts({ clientId })).length);
    return;
  }
  const call = broker.getAccounts({ clientId, correlationId: workerData });
  // The call is on its way before this is answered.
  parentPort.postMessage(await broker.getBrokerVersion());
  await call;
}

async function inMain() {
  const broker = await openBroker();
  const answered = new Worker(__filename, { workerData: 'answered' });
  const [[accounts], [code]] = await Promise.all([
    once(answered, 'message'),
    once(answered, 'exit'),
  ]);
  const ended = [];
  for (let round = 0; round < 3; round += 1) {
    const stuck = new Worker(__filename, { workerData: process.argv[2] });
    await once(stuck, 'message');
    ended.push(await stuck.terminate());
  }
  report({ accounts, code, ended, after: (await broker.getAccounts({ clientId })).length });
}

void (isMainThread ? inMain() : inWorker());
