// SPDX-License-Identifier: MIT
// Runs a story on the packages that an ECMAScript module gets: `as-module.mjs STORY PACKAGE`.
const [story, ...details] = process.argv.slice(2);
const { default: tell } = await import(`./stories/${story}.cjs`);
console.log(JSON.stringify(await tell((name) => import(name), ...details)));
