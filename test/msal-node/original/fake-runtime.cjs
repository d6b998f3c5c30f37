// SPDX-License-Identifier: MIT
'use strict';
// Stands for @azure/msal-node-runtime below Microsoft's plug-in: it writes down what it is asked,
// and answers what the test says.

/** Names of the statuses that the tests use, by number and back. */
const ErrorStatus = {};
for (const [number, name] of [
  [2, 'InteractionRequired'],
  [12, 'UserSwitched'],
]) {
  ErrorStatus[name] = number;
  ErrorStatus[number] = name;
}

/** What was called, in order, with its arguments but the callback. */
const calls = [];
/** What the next token call is answered with, or throws at once. */
const state = { result: undefined, thrown: undefined };

const setters = [
  'CreateAuthParameters',
  'SetRedirectUri',
  'SetRequestedScopes',
  'SetDecodedClaims',
  'SetPopParams',
  'SetAdditionalParameter',
];

class AuthParameters {
  constructor() {
    this.set = [];
    for (const name of setters) this[name] = (...args) => void this.set.push([name, ...args]);
  }
}

/** Answers on a turn of its own, as the real one; an exception of the callback is lost. */
function later(name, answer) {
  return (...args) => {
    const callback = args.pop();
    calls.push([name, ...args]);
    if (state.thrown !== undefined) throw state.thrown;
    setImmediate(() => {
      try {
        callback(answer(args));
      } catch {
        // The real one's would be an uncaught exception.
      }
    });
  };
}

const checked = (fields) => ({ CheckError() {}, ...fields });
const token = () => state.result;

const msalNodeRuntime = {
  StartupError: undefined,
  RegisterLogger: (...args) => void calls.push(['RegisterLogger', ...args]),
  AuthParameters,
  ReadAccountByIdAsync: later('ReadAccountById', ([accountId]) =>
    checked({ account: { accountId } }),
  ),
  AcquireTokenSilentlyAsync: later('AcquireTokenSilently', token),
  AcquireTokenInteractivelyAsync: later('AcquireTokenInteractively', token),
  SignInSilentlyAsync: later('SignInSilently', token),
  SignInInteractivelyAsync: later('SignInInteractively', token),
  SignInAsync: later('SignIn', token),
};

module.exports = { msalNodeRuntime, ErrorStatus, LogLevel: {}, fake: { calls, state, checked } };
