// SPDX-License-Identifier: MIT
'use strict';
// Every call where there is no broker.
const common = require('./common.cjs');
const { clientId, correlationId, msalNodeRuntime: runtime, outcome, parameters, report } = common;

const startupError = runtime.StartupError;
const calls = {
  discover: (done) => runtime.DiscoverAccountsAsync(clientId, correlationId, done),
  discoverNobody: (done) => runtime.DiscoverAccountsAsync('', correlationId, done),
  read: (done) => runtime.ReadAccountByIdAsync('nobody', correlationId, done),
  signInSilently: (done) => runtime.SignInSilentlyAsync(parameters(runtime), correlationId, done),
  signIn: (done) =>
    runtime.SignInAsync(Buffer.alloc(8), parameters(runtime), correlationId, '', done),
  signInInteractively: (done) =>
    runtime.SignInInteractivelyAsync(Buffer.alloc(8), parameters(runtime), correlationId, '', done),
};

async function outcomes() {
  const found = {};
  for (const [name, call] of Object.entries(calls)) {
    found[name] = outcome(await new Promise((resolve) => void call(resolve)));
  }
  return found;
}

void outcomes().then((found) => {
  const same = JSON.stringify(runtime.StartupError) === JSON.stringify(startupError);
  report({ startupError, same, found });
});
