// SPDX-License-Identifier: MIT
'use strict';
// Two copies of the module in one process, and one in a worker, each with a broker of its own.
const { Worker, isMainThread, parentPort } = require('node:worker_threads');
const { msalNodeRuntime, report, signInSilently } = require('./common.cjs');

async function main() {
  const first = await signInSilently(msalNodeRuntime);
  const path = require.resolve('entra-broker/msal-node-runtime');
  for (const loaded of Object.keys(require.cache)) {
    if (loaded.includes('msal-node-runtime')) delete require.cache[loaded];
  }
  const copy = require(path).msalNodeRuntime;
  const second = await signInSilently(copy);
  const inWorker = await new Promise((resolve, reject) => {
    new Worker(__filename).on('message', resolve).on('error', reject);
  });
  report({ another: copy !== msalNodeRuntime, users: [first, second, inWorker] });
}

if (isMainThread) void main();
else void signInSilently(msalNodeRuntime).then((user) => parentPort.postMessage(user));
