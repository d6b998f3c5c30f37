// SPDX-License-Identifier: MIT
// Runs in a copy of the package: whether its addon is loaded, and from where.
'use strict';
const { writeSync } = require('node:fs');
const { loadAddon } = require('./node_modules/entra-broker/dist/channels/native/load.js');

try {
  writeSync(3, JSON.stringify({ file: loadAddon().file }));
} catch (error) {
  const { code, message, hint, name } = error;
  writeSync(3, JSON.stringify({ code, message, hint, name }));
}
