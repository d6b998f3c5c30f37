// SPDX-License-Identifier: MIT
// Aborts a flow that the broker never answers, and leaves.
'use strict';
const { CONSOLE_WINDOW_HANDLE, openBroker } = require('entra-broker');
const { report, tokens } = require('./common.cjs');

async function main() {
  const broker = await openBroker();
  const controller = new AbortController();
  const flow = broker.signInInteractively({
    ...tokens,
    parentWindowHandle: CONSOLE_WINDOW_HANDLE,
    signal: controller.signal,
  });
  // The flow is on its way before this is answered.
  await broker.getBrokerVersion();
  controller.abort();
  report(await flow.catch((error) => error.name));
}

void main();
