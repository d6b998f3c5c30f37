// SPDX-License-Identifier: MIT
'use strict';
// A simulated broker in a process of its own: `broker.cjs BUS_ADDRESS`; says when it is there.
const { startSimulator } = require('entra-broker-simulator');

async function main() {
  const simulator = await startSimulator({ busAddress: process.argv[2] });
  simulator.setRules([{ when: { method: 'removeAccount' }, then: { noReply: true } }]);
  setInterval(() => {}, 60_000);
  process.stdout.write('ready\n');
}

void main();
