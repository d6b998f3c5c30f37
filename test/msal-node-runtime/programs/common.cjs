// SPDX-License-Identifier: MIT
'use strict';
// The compiled package, as an application uses it.
const { writeSync } = require('node:fs');
const { msalNodeRuntime } = require('entra-broker/msal-node-runtime');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const correlationId = '11111111-2222-4333-8444-555555555555';

/** Tells the test; once. */
function report(value) {
  writeSync(3, JSON.stringify(value));
}

function parameters(runtime) {
  const made = new runtime.AuthParameters();
  made.CreateAuthParameters(clientId, 'https://login.microsoftonline.com/common');
  made.SetRedirectUri('https://login.microsoftonline.com/common/oauth2/nativeclient');
  made.SetRequestedScopes('User.Read');
  return made;
}

/** The triple of a result, or the user that it is for. */
function outcome(result) {
  try {
    result.CheckError();
  } catch (error) {
    return [error.errorStatus, error.errorCode, error.errorTag];
  }
  return result.account?.username ?? result.accounts?.map(({ username }) => username) ?? 'done';
}

function signInSilently(runtime) {
  return new Promise((resolve) => {
    runtime.SignInSilentlyAsync(parameters(runtime), correlationId, (result) =>
      resolve(outcome(result)),
    );
  });
}

module.exports = {
  clientId,
  correlationId,
  msalNodeRuntime,
  outcome,
  parameters,
  report,
  signInSilently,
};
