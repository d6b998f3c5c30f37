// SPDX-License-Identifier: MIT
// An app that signs a user in, however it can. Its argument is its configuration; what came of it
// goes to descriptor 3. It closes nothing: a program ends by itself.
'use strict';
const { writeSync } = require('node:fs');
const client = require('entra-broker/client');
const { signIn } = require('./walk.cjs');

void walk();

async function walk() {
  // Which an app with nothing but a broken installation lacks as well.
  const msalNode = await import('@azure/msal-node').then(
    () => require('@azure/msal-node'),
    () => ({}),
  );
  const seen = await signIn(client, msalNode, JSON.parse(process.argv[2]));
  writeSync(3, JSON.stringify(seen));
}
