// SPDX-License-Identifier: MIT
'use strict';
// Ends while calls wait that nobody answers: `pending.cjs late|unreferenced`.
const { openBroker } = require('entra-broker');
const { clientId, invocation, openChannel, report } = require('../../support/child.cjs');

const kinds = {
  /** Nothing but the call keeps this process, and not the clock that ends it. */
  async late() {
    const broker = await openBroker();
    await broker.getAccounts({ clientId, timeoutMs: 300 }).catch(({ code }) => report(code));
  },
  unreferenced() {
    const channel = openChannel();
    for (let count = 0; count < 20; count += 1) {
      channel.unref(channel.start(invocation('getAccounts'), () => report('settled')));
    }
  },
};

void kinds[process.argv[2]]();
