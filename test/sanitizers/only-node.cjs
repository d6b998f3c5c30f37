// SPDX-License-Identifier: MIT
'use strict';
// Preloaded into each Node of a sanitizer run: of the programs that it starts, only Node gets the
// sanitizer. The others are not what is tested, and the shell crashes with libtsan in it.
const { ChildProcess } = require('node:child_process');
const { realpathSync } = require('node:fs');

const ours = ['LD_PRELOAD', 'NODE_OPTIONS', 'ASAN_OPTIONS', 'UBSAN_OPTIONS', 'TSAN_OPTIONS'];
const settings = ours.map((name) => `${name}=${process.env[name] ?? ''}`);
const node = realpathSync(process.execPath);

/** @param {string} file */
function isNode(file) {
  try {
    return realpathSync(file) === node;
  } catch {
    return false; // looked up in PATH: tests start Node by its full path
  }
}

/** @typedef {{ file: string, envPairs: string[] }} Start */
const prototype = /** @type {{ spawn(options: Start): number }} */ (
  /** @type {unknown} */ (ChildProcess.prototype)
);
const { spawn } = prototype;

/** @this {unknown} @param {Start} options */
prototype.spawn = function (options) {
  const others = options.envPairs.filter(
    (pair) => !ours.some((name) => pair.startsWith(`${name}=`)),
  );
  options.envPairs = isNode(options.file) ? [...others, ...settings] : others;
  return spawn.call(this, options);
};
