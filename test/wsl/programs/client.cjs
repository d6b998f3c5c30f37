// SPDX-License-Identifier: MIT
// Lists the accounts of an app with one opt-in flag: `client.cjs <flag>`.
'use strict';
const { writeSync } = require('node:fs');
const { PublicClientApplication } = require('entra-broker/client');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const authority = 'https://login.microsoftonline.com/common';

async function main() {
  const [flag = ''] = process.argv.slice(2);
  const app = await PublicClientApplication.create({
    auth: { clientId, authority },
    broker: { [flag]: true },
  });
  const decision = await app.brokerDecision();
  const accounts = await app.getAccounts();
  await app.close();
  return { decision, usernames: accounts.map(({ username }) => username) };
}

void main().then((report) => writeSync(3, JSON.stringify(report)));
