// SPDX-License-Identifier: MIT
'use strict';
// Lets go of brokers and looks what becomes of them:
// `collection.cjs plain|listeners|holder|pending|unreferenced|watched`.
const { openBroker } = require('entra-broker');
const {
  clientId,
  invocation,
  openChannel,
  report,
  unanswered,
  until,
  usage,
} = require('../../support/child.cjs');

const count = 50;

/** Brokers with a connection, of which the caller keeps only what `hold` gives. */
async function openAndDrop(prepare) {
  const references = [];
  const held = [];
  for (let round = 0; round < count; round += 1) {
    const broker = await openBroker();
    held.push(prepare(broker));
    await broker.getBrokerVersion();
    references.push(new WeakRef(broker));
  }
  return { references, held };
}

function collected(references) {
  globalThis.gc();
  return references.filter((reference) => reference.deref() === undefined).length;
}

/** A last one may lie in a register of ours. */
const nearlyAll = count - 1;

async function letGo(prepare) {
  const { sockets } = usage();
  const { references, held } = await openAndDrop(prepare);
  const opened = usage().sockets - sockets;
  await until('the brokers are collected', () => collected(references) >= nearlyAll);
  await until('their connections are closed', () => usage().sockets - sockets <= 1);
  report({ opened, held: held.length });
}

const listeners = (broker) => [
  broker.on('availabilityChanged', () => {}),
  broker.on('accountsChanged', () => {}),
  broker.on('log', () => {}),
];

const kinds = {
  plain: () => letGo(() => undefined),
  listeners: () => letGo((broker) => void listeners(broker)),
  /** The application keeps the functions that would stop its listeners. */
  holder: () => letGo(listeners),
  /** Nobody holds it but the call that waits: the answer comes all the same. */
  async pending() {
    const call = openBroker().then((broker) => broker.getAccounts({ clientId }));
    let settled = false;
    void call.then(() => (settled = true));
    while (!settled) {
      globalThis.gc();
      await new Promise(setImmediate);
    }
    report((await call).length);
  },
  /** Closed channels whose listeners refer to them. */
  async watched() {
    const references = [];
    for (let round = 0; round < count; round += 1) {
      const channel = openChannel();
      channel.watch('owner', () => channel.probe(0));
      channel.close();
      references.push(new WeakRef(channel));
    }
    await until('the channels are collected', () => collected(references) >= nearlyAll);
    report('collected');
  },
  /** A channel that is collected with an unreferenced call in it. */
  async unreferenced() {
    const { sockets } = usage();
    const outcomes = new Set();
    for (let round = 0; round < count; round += 1) {
      const channel = openChannel();
      const done = ({ failure }) => outcomes.add(failure?.code);
      channel.unref(channel.start(invocation(unanswered, 1_000), done));
    }
    await until('every call has had its time', () => outcomes.size > 0);
    await until('their connections are closed', () => {
      globalThis.gc();
      return usage().sockets - sockets <= 1;
    });
    report([...outcomes]);
  },
};

void kinds[process.argv[2]]();
