// SPDX-License-Identifier: MIT
'use strict';
const { writeFileSync } = require('node:fs');
const { relative } = require('node:path');

/** Jest reporter that keeps a file with the names of the test files under way. */
module.exports = class RunningFiles {
  /** @type {Set<string>} */
  #files = new Set();

  /** @param {{ path: string }} test */
  onTestFileStart(test) {
    this.#files.add(relative(process.cwd(), test.path));
    this.#write();
  }

  /** @param {{ path: string }} test */
  onTestFileResult(test) {
    this.#files.delete(relative(process.cwd(), test.path));
    this.#write();
  }

  #write() {
    const file = process.env.ENTRA_BROKER_RUNNING_FILES;
    if (file !== undefined) writeFileSync(file, JSON.stringify({ files: [...this.#files] }));
  }
};
