// SPDX-License-Identifier: MIT
// Lists the accounts of this platform's broker: `plain.cjs [second choice inside WSL]`.
'use strict';
const { writeSync } = require('node:fs');
const { openBroker } = require('entra-broker');
const { tryPlatformChannel } = require('../../../dist/broker/unavailability.js');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';

async function main() {
  const [wslSecondChoice] = process.argv.slice(2);
  const channel =
    wslSecondChoice === undefined ? {} : { channel: tryPlatformChannel({ wslSecondChoice }) };
  const broker = await openBroker(channel);
  try {
    const accounts = await broker.getAccounts({ clientId });
    const usernames = accounts.map(({ username }) => username);
    return { channel: broker.channel, usernames };
  } catch ({ code, message }) {
    return { code, message };
  } finally {
    await broker.close();
  }
}

void main().then((report) => writeSync(3, JSON.stringify(report)));
