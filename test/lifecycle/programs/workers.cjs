// SPDX-License-Identifier: MIT
'use strict';
// Uses the broker from several threads: `workers.cjs terminated|together|connecting|exits|throws`.
const { once } = require('node:events');
const { Worker, isMainThread, parentPort, workerData } = require('node:worker_threads');
const { openBroker } = require('entra-broker');
const child = require('../../support/child.cjs');

const { clientId, invocation, openChannel, report, unanswered, until, usage } = child;

/** What a worker does; it says when it is under way. */
const work = {
  /** Calls without an end, some that nobody answers, and a watch. */
  async busy() {
    const broker = await openBroker();
    broker.on('availabilityChanged', () => {});
    const channel = openChannel();
    for (let count = 0; count < 20; count += 1) channel.start(invocation(unanswered), () => {});
    await broker.getBrokerVersion();
    parentPort.postMessage('under way');
    for (;;) await Promise.all([1, 2, 3].map(() => broker.getAccounts({ clientId })));
  },
  async calls() {
    parentPort.postMessage(await accountsOf(25));
  },
  waiting() {
    openChannel().start(invocation('getAccounts'), () => {});
    parentPort.postMessage('under way');
  },
  exits() {
    openChannel().start(invocation('getAccounts'), () => process.exit(5));
  },
  throws() {
    openChannel().start(invocation('getAccounts'), () => {
      throw new Error('the mistake of a worker');
    });
  },
};

function startWorkers(count, kind) {
  return Array.from({ length: count }, () => new Worker(__filename, { workerData: kind }));
}

async function accountsOf(calls) {
  const broker = await openBroker();
  const lists = await Promise.all(
    Array.from({ length: calls }, () => broker.getAccounts({ clientId })),
  );
  return lists.map((accounts) => accounts.length);
}

/** What the threads of the main program's own broker are, however many workers come and go. */
async function settledUsage() {
  await until('every worker has taken its thread along', () => usage().brokerThreads === 1);
  const { brokerThreads, sockets } = usage();
  return { brokerThreads, sockets };
}

const kinds = {
  async terminated() {
    const broker = await openBroker();
    await broker.getBrokerVersion();
    const before = await settledUsage();
    for (let round = 0; round < 4; round += 1) {
      const workers = startWorkers(5, 'busy');
      await Promise.all(workers.map((worker) => once(worker, 'message')));
      const { brokerThreads } = usage();
      if (brokerThreads !== 6) throw new Error(`${brokerThreads} broker threads`);
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
    report({ before, after: await settledUsage(), version: await broker.getBrokerVersion() });
  },
  async together() {
    const workers = startWorkers(3, 'calls');
    const ended = workers.map((worker) => once(worker, 'exit'));
    const answers = workers.map((worker) => once(worker, 'message').then(([given]) => given));
    const [own, ...others] = await Promise.all([accountsOf(25), ...answers]);
    report({ own, others, codes: (await Promise.all(ended)).flat() });
  },
  /** While the bus says nothing. */
  async connecting() {
    const workers = startWorkers(5, 'waiting');
    await Promise.all(workers.map((worker) => once(worker, 'message')));
    report((await Promise.all(workers.map((worker) => worker.terminate()))).length);
  },
  async exits() {
    const [worker] = startWorkers(1, 'exits');
    const [code] = await once(worker, 'exit');
    report({ code, accounts: await accountsOf(1) });
  },
  async throws() {
    const [worker] = startWorkers(1, 'throws');
    const exited = new Promise((resolve) => worker.on('exit', resolve));
    const [error] = await once(worker, 'error');
    report({ message: error.message, code: await exited, accounts: await accountsOf(1) });
  },
};

if (isMainThread) void kinds[process.argv[2]]();
else void work[workerData]();
