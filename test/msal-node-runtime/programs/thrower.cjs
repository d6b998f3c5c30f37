// SPDX-License-Identifier: MIT
'use strict';
// A callback that throws: an uncaught exception, which ends nothing but what the app lets it end.
const {
  clientId,
  correlationId,
  msalNodeRuntime,
  report,
  signInSilently,
} = require('./common.cjs');

const uncaught = [];
process.on('uncaughtException', (error, origin) => uncaught.push([error.message, origin]));
msalNodeRuntime.DiscoverAccountsAsync(clientId, correlationId, () => {
  void signInSilently(msalNodeRuntime).then((user) => report({ user, uncaught }));
  throw new Error('of the app');
});
