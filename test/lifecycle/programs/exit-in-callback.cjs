// SPDX-License-Identifier: MIT
'use strict';
// Calls process.exit(7) while the addon is on the stack, or close to it, and other calls wait:
// `exit-in-callback.cjs reply|continuation|log|owner|exit-event`.
const { openBroker } = require('entra-broker');
const { clientId, invocation, leave, openChannel, unanswered } = require('../../support/child.cjs');

const exit = () => process.exit(7);

/** Half of them are answered, half of them never. */
function startOthers(channel) {
  for (let count = 0; count < 20; count += 1) {
    channel.start(invocation(count % 2 === 0 ? 'getAccounts' : unanswered), () => {});
  }
}

const kinds = {
  reply() {
    const channel = openChannel();
    channel.start(invocation('getLinuxBrokerVersion'), exit);
    startOthers(channel);
  },
  async continuation() {
    startOthers(openChannel());
    await (await openBroker()).getAccounts({ clientId });
    exit();
  },
  async log() {
    startOthers(openChannel());
    const broker = await openBroker();
    broker.on('log', ({ message }) => message.includes('succeeded') && exit());
    await broker.getAccounts({ clientId });
  },
  owner() {
    const channel = openChannel();
    setInterval(() => {}, 1_000); // a watch keeps no process alive
    channel.watch('owner', exit);
    startOthers(channel);
    channel.start(invocation(leave), () => {});
  },
  /** Calls that are started while the process already exits. */
  'exit-event'() {
    const channel = openChannel();
    process.on('exit', () => {
      startOthers(channel);
      startOthers(openChannel());
    });
    channel.start(invocation('getLinuxBrokerVersion'), exit);
  },
};

void kinds[process.argv[2]]();
