// SPDX-License-Identifier: MIT
'use strict';
// Waits for a signal with a call under way, which the test sends when that has arrived; tells which
// signals the threads block.
const { readFileSync, readdirSync } = require('node:fs');
const { invocation, openChannel, report, unanswered } = require('../../support/child.cjs');

function lineOf(thread, file, pattern) {
  return pattern.exec(readFileSync(`/proc/self/task/${thread}/${file}`, 'utf8'))?.[1];
}

const blocked = (thread) => lineOf(thread, 'status', /^SigBlk:\t(\w+)$/m);

const before = blocked(process.pid);
const channel = openChannel();
channel.probe(0); // starts our thread
const own = readdirSync('/proc/self/task').find(
  (thread) => lineOf(thread, 'comm', /(.*)/) === 'entra-broker',
);
report({ before, after: blocked(process.pid), own: blocked(own) });
channel.start(invocation(unanswered), () => {});
