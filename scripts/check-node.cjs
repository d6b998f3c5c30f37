// SPDX-License-Identifier: MIT
'use strict';
// Runs before every script, so it is written for any Node: an old one must be told so in words,
// not by a syntax error.
var wanted = require('../package.json').engines.node.replace('>=', '');

/** @param {string} version @param {number} part */
function number(version, part) {
  return Number(version.split('.')[part]);
}

/** @param {string} version */
function isTooOld(version) {
  var majors = number(version, 0) - number(wanted, 0);
  return majors < 0 || (majors === 0 && number(version, 1) < number(wanted, 1));
}

if (isTooOld(process.versions.node)) {
  console.error(
    'This project needs Node ' +
      wanted +
      ' or newer; this is ' +
      process.version +
      ' (' +
      process.execPath +
      '). Install a newer one from https://nodejs.org and try again.',
  );
  process.exit(3);
}
