// SPDX-License-Identifier: MIT
'use strict';
const { existsSync } = require('node:fs');
const { dirname, resolve } = require('node:path');

// Imports name the compiled file; what the floors of the house are about is the source beside it.
exports.interfaceVersion = 2;
/** @param {string} name @param {string} importer */
exports.resolve = (name, importer) => {
  if (!name.startsWith('.')) return { found: false };
  const source = resolve(dirname(importer), name).replace(/\.([cm]?)js$/, '.$1ts');
  return existsSync(source) ? { found: true, path: source } : { found: false };
};
