// SPDX-License-Identifier: MIT
'use strict';
// As many silent calls as the test has made the broker fail, and what msal-node's user sees.
const { openApp, scopes } = require('./app.cjs');

/** Names of the classes that msal-node exports and the error is an instance of. */
function classesOf(error, msalNode) {
  return Object.entries(msalNode)
    .filter(([name, value]) => name.endsWith('Error') && error instanceof value)
    .map(([name]) => name)
    .sort();
}

module.exports = async function errors(load, plugInPackage, count) {
  const msalNode = await load('@azure/msal-node');
  const { app } = await openApp(load, plugInPackage);
  const [account] = await app.getAllAccounts();
  const outcomes = [];
  while (outcomes.length < Number(count)) {
    const error = await app.acquireTokenSilent({ scopes, account }).catch((reason) => reason);
    const { name, errorCode, platformBrokerError } = error;
    const broker = platformBrokerError && {
      status: platformBrokerError.errorCode,
      code: platformBrokerError.statusCode,
      tag: platformBrokerError.tag,
    };
    outcomes.push({ name, errorCode, broker, classes: classesOf(error, msalNode) });
  }
  return outcomes;
};
