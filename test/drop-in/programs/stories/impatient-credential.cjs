// SPDX-License-Identifier: MIT
'use strict';
// The same with our plug-in, whose calls may take three seconds.
const { twoTokens } = require('./two-tokens.cjs');

module.exports = async function impatientCredential(load) {
  const identity = await load('@azure/identity');
  const { NativeBrokerPlugin } = await load('entra-broker/msal-node');
  const plugIn = new NativeBrokerPlugin({ callTimeoutMs: 3_000 });
  identity.useIdentityPlugin(({ nativeBrokerPluginControl }) => {
    nativeBrokerPluginControl.setNativeBroker(plugIn);
  });
  return twoTokens(identity, false);
};
