// SPDX-License-Identifier: MIT
'use strict';
// Throws what nobody catches: `uncaught.cjs reply|continuation|log|owner|handler|swallowed`.
const { openBroker } = require('entra-broker');
const {
  clientId,
  invocation,
  leave,
  openChannel,
  report,
  unanswered,
} = require('../../support/child.cjs');

function fail() {
  throw new Error('the mistake of an application');
}

const kinds = {
  reply() {
    const channel = openChannel();
    channel.start(invocation(unanswered), () => {});
    channel.start(invocation('getAccounts'), fail);
  },
  async continuation() {
    openChannel().start(invocation(unanswered), () => {});
    await (await openBroker()).getAccounts({ clientId }).then(fail);
  },
  async log() {
    const broker = await openBroker();
    broker.on('log', fail);
    await broker.getAccounts({ clientId });
  },
  owner() {
    const channel = openChannel();
    setInterval(() => {}, 1_000); // a watch keeps no process alive
    channel.watch('owner', fail);
    channel.start(invocation('getLinuxBrokerVersion'), () => {
      channel.start(invocation(leave), () => {});
    });
    channel.start(invocation(unanswered), () => {});
  },
  /** Node ends with 7 where the handler of uncaught exceptions fails, too. */
  handler() {
    process.on('uncaughtException', fail);
    openChannel().start(invocation('getAccounts'), fail);
  },
  /** An application that carries on: each of the callbacks runs once, whichever of them throw. */
  swallowed() {
    const channel = openChannel();
    const caught = [];
    const settled = [];
    process.on('uncaughtException', ({ message }) => caught.push(message));
    for (let count = 0; count < 100; count += 1) {
      channel.start(invocation('getAccounts'), ({ ok }) => {
        settled.push(ok);
        if (count % 3 === 0) throw new Error(String(count));
      });
    }
    process.on('exit', () => report({ caught, settled }));
  },
};

void kinds[process.argv[2]]();
