// SPDX-License-Identifier: MIT
'use strict';
// Runs a story on the packages that a CommonJS module gets: `as-commonjs.cjs STORY PACKAGE`.
const [story, ...details] = process.argv.slice(2);
const tell = require(`./stories/${story}.cjs`);

async function main() {
  console.log(JSON.stringify(await tell(async (name) => require(name), ...details)));
}

void main();
