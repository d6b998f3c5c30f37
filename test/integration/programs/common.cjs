// SPDX-License-Identifier: MIT
'use strict';
const { writeSync } = require('node:fs');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const authority = 'https://login.microsoftonline.com/common';
const redirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';

module.exports = {
  clientId,
  tokens: { clientId, authority, redirectUri, scopes: ['User.Read'] },
  /** Tells the test something, past stdout. */
  report: (value) => writeSync(3, JSON.stringify(value)),
};
