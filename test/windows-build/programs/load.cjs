// SPDX-License-Identifier: MIT
'use strict';

/** Loads the addon at the path that is its argument, and writes what it saw of it as JSON. */
const { basename } = require('node:path');

const loaded = { exports: {} };
process.dlopen(loaded, process.argv[2]);
const { NativeChannel, contractVersion, failureCodes } = loaded.exports;

/** A C++ exception that becomes one of JavaScript's. */
function refusal() {
  try {
    new NativeChannel('no such kind', []);
    return undefined;
  } catch (error) {
    return error.name;
  }
}

const report = {
  host: basename(process.execPath),
  major: Number(process.versions.node.split('.')[0]),
  exports: Object.keys(loaded.exports).sort(),
  contractVersion,
  failureCodes,
  refusal: refusal(),
};
process.stdout.write(`${JSON.stringify(report)}\n`);
