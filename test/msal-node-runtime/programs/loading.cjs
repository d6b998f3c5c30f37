// SPDX-License-Identifier: MIT
'use strict';
// What the mere loading of the module does.
const { report } = require('./common.cjs');

const loaded = Object.keys(require.cache);
report({
  addons: loaded.filter((file) => file.endsWith('.node')),
  msal: loaded.filter((file) => file.includes('@azure')),
});
