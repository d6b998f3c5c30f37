// SPDX-License-Identifier: MIT
'use strict';
// A callback and a logger that throw, in an app that handles no exception.
const {
  clientId,
  correlationId,
  msalNodeRuntime,
  report,
  signInSilently,
} = require('./common.cjs');

const told = [];
msalNodeRuntime.RegisterLogger((message, level) => {
  told.push([message, level]);
  throw new Error('of the logger');
}, false);
msalNodeRuntime.DiscoverAccountsAsync(clientId, correlationId, () => {
  void signInSilently(msalNodeRuntime).then((user) => {
    report({ user, told: told.filter(([message]) => message.includes('threw')) });
  });
  throw new RangeError('of the app');
});
