// SPDX-License-Identifier: MIT
'use strict';
// Opens and closes brokers many times, and reports what the process holds before and after.
const { openBroker } = require('entra-broker');
const {
  clientId,
  report,
  residentMegabytes,
  silentRequest,
  until,
  usage,
} = require('../../support/child.cjs');

/** One application after the other: calls, a listener, a call that is given up, a close. */
async function round() {
  const broker = await openBroker();
  broker.on('availabilityChanged', () => {});
  const given = new AbortController();
  const abandoned = broker.getAccounts({ clientId, signal: given.signal });
  given.abort();
  await Promise.allSettled([abandoned]);
  await broker.acquireTokenSilently(silentRequest);
  await broker.close();
}

async function rounds(count) {
  for (let index = 0; index < count; index += 1) await round();
}

async function main() {
  const { sockets } = usage();
  const allClosed = () => until('the last connection is closed', () => usage().sockets === sockets);
  // The first ones fill caches: code, heaps of the C library, pools of V8.
  await rounds(300);
  await allClosed();
  const before = usage();
  const residentBefore = await residentMegabytes();
  await rounds(1_000);
  await allClosed();
  report({ before, after: usage(), residentBefore, residentAfter: await residentMegabytes() });
}

void main();
