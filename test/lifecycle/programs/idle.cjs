// SPDX-License-Identifier: MIT
'use strict';
// Leaves something behind that waits for nothing: `idle.cjs untouched|used|probed|closed`.
const { inspectBroker, openBroker } = require('entra-broker');
const { openChannel, report } = require('../../support/child.cjs');

const kinds = {
  untouched: () => openBroker(),
  async used() {
    const broker = await openBroker();
    await broker.getBrokerVersion();
    return broker;
  },
  probed() {
    const channel = openChannel();
    channel.probe(0);
    return channel;
  },
  async closed() {
    await inspectBroker();
    const broker = await openBroker();
    await broker.close();
    return broker;
  },
};

async function main() {
  globalThis.left = await kinds[process.argv[2]]();
  report('idle');
}

void main();
