// SPDX-License-Identifier: MIT
// Signs in with the user's browser, whom nobody sits at. Its argument is the client id; the error
// goes to descriptor 3.
'use strict';
const { PublicClientApplication } = require('entra-broker/client');
const { report } = require('../../support/child.cjs');

const app = new PublicClientApplication({ auth: { clientId: process.argv[2] } });
void app
  .acquireTokenInteractive({ scopes: ['User.Read'], timeoutMs: 4_000 })
  .catch(({ code, hint }) => report({ code, hint }));
