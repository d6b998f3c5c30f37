// SPDX-License-Identifier: MIT
'use strict';
// Closes a broker in the middle of something: `closing.cjs pending|twice|callback|begin|exit`.
const { openBroker } = require('entra-broker');
const child = require('../../support/child.cjs');

const { account, clientId, invocation, openChannel, report, silentRequest, unanswered } = child;

/** Calls that nobody answers. */
function startCalls(broker, count) {
  return Array.from({ length: count }, (_, index) =>
    index % 2 === 0
      ? broker.signOut({ clientId, account })
      : broker.signOut({ ...silentRequest, signal: new AbortController().signal }),
  );
}

async function codesOf(calls) {
  const outcomes = await Promise.allSettled(calls);
  return [
    ...new Set(
      outcomes.map(({ status, reason }) => (status === 'rejected' ? reason.code : status)),
    ),
  ];
}

const kinds = {
  async pending() {
    const broker = await openBroker();
    const calls = startCalls(broker, 100);
    await broker.getBrokerVersion();
    await broker.close();
    report(await codesOf(calls));
  },
  async twice() {
    const broker = await openBroker();
    const calls = startCalls(broker, 10);
    await Promise.all([broker.close(), broker.close(), broker.close()]);
    await broker.close();
    report(await codesOf([...calls, broker.getBrokerVersion()]));
  },
  /** The channel goes while it is delivering. */
  callback() {
    const channel = openChannel();
    const settled = [];
    for (let count = 0; count < 50; count += 1) {
      channel.start(invocation(count === 10 ? 'getAccounts' : unanswered), ({ ok, failure }) => {
        if (ok) channel.close();
        settled.push(ok ? 'answered' : failure.code);
        if (settled.length === 50) channel.close();
      });
    }
    process.on('exit', () => report([...new Set(settled), settled.length]));
  },
  /** Before a first call could be sent, and with one that was started a moment ago. */
  async begin() {
    const [untouched, begun] = [await openBroker(), await openBroker()];
    const calls = startCalls(begun, 10);
    await Promise.all([untouched.close(), begun.close()]);
    report(await codesOf(calls));
  },
  async exit() {
    const broker = await openBroker();
    const calls = startCalls(broker, 10);
    await broker.getBrokerVersion();
    process.on('exit', () => void broker.close());
    void codesOf(calls).then(() => process.exit(1));
    process.exit(0);
  },
};

void kinds[process.argv[2]]();
