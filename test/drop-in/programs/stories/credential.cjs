// SPDX-License-Identifier: MIT
'use strict';
// An InteractiveBrowserCredential is asked for a token twice.
const { twoTokens } = require('./two-tokens.cjs');

module.exports = async function credential(load, plugInPackage, useDefaultBrokerAccount) {
  const identity = await load('@azure/identity');
  const { nativeBrokerPlugin } = await load(plugInPackage);
  identity.useIdentityPlugin(nativeBrokerPlugin);
  return twoTokens(identity, useDefaultBrokerAccount === 'useDefaultBrokerAccount');
};
