// SPDX-License-Identifier: MIT
// Leaves a broker open that somebody listens to, and has nothing more to do.
'use strict';
const { openBroker } = require('entra-broker');
const { clientId, report } = require('./common.cjs');

async function main() {
  const broker = await openBroker();
  for (const event of ['accountsChanged', 'availabilityChanged', 'log']) broker.on(event, () => {});
  report((await broker.getAccounts({ clientId })).length);
  globalThis.broker = broker;
}

void main();
