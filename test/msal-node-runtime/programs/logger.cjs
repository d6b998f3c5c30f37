// SPDX-License-Identifier: MIT
'use strict';
// Registers a logger, makes a call, and has nothing more to do.
const { correlationId, msalNodeRuntime, report, signInSilently } = require('./common.cjs');

const lines = [];
const replaced = [];
msalNodeRuntime.RegisterLogger((...line) => replaced.push(line), true);
msalNodeRuntime.RegisterLogger((...line) => lines.push(line), false);
void signInSilently(msalNodeRuntime).then((user) => {
  const ofCall = lines.filter(([message]) => message.includes(correlationId));
  const levels = [...new Set(lines.map(([, level]) => level))];
  const withPii = lines.filter(([message, , pii]) => pii || message.includes('ada@'));
  report({ user, ofCall: ofCall.length, levels, withPii, replaced });
});
