// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { readFileSync } = require('node:fs');

// What loading costs in this fresh process. usage: load-probe.cjs STAGE [FILE]; prints one JSON
// line. Stages: `bare` loads nothing; `require` the file; `open` opens a broker, too; `accounts`
// also asks it once; `discover` asks once through Microsoft's runtime.

/** Files of which code is mapped: the program, its libraries and addons. */
function mappedLibraries() {
  const lines = readFileSync('/proc/self/maps', 'utf8').split('\n');
  const code = lines.filter((line) => /^\S+ \S\Sx/.test(line));
  return new Set(code.map((line) => line.slice(line.indexOf('/'))).filter(isPath)).size;
}

/** @param {string} text */
function isPath(text) {
  return text.startsWith('/');
}

/** @param {string} file */
async function open(file) {
  /** @type {typeof import('../../lib/index.js')} */
  const { openBroker } = require(file);
  return openBroker();
}

/** @type {Record<string, (file: string) => unknown>} */
const stages = {
  bare: () => undefined,
  require: (file) => require(file),
  open,
  accounts: async (file) => {
    const { clientId } = require('../stand-in/user.cjs');
    const broker = await open(file);
    return broker.getAccounts({ clientId });
  },
  discover: (file) => {
    const { clientId } = require('../stand-in/user.cjs');
    /** @type {typeof import('@azure/msal-node-runtime')} */
    const { msalNodeRuntime } = require(file);
    return new Promise((resolve) => {
      msalNodeRuntime.DiscoverAccountsAsync(clientId, crypto.randomUUID(), resolve);
    });
  },
};

async function main() {
  const [stage = '', file = ''] = process.argv.slice(2);
  const before = process.memoryUsage.rss();
  const start = performance.now();
  await stages[stage]?.(file);
  const ms = performance.now() - start;
  const rss = process.memoryUsage.rss() - before;
  process.stdout.write(`${JSON.stringify({ ms, rss, libraries: mappedLibraries() })}\n`);
  process.exit(0);
}

void main();
