// SPDX-License-Identifier: MIT
'use strict';
// DefaultAzureCredential, whose last step is the broker.
module.exports = async function defaultCredential(load, plugInPackage) {
  const { DefaultAzureCredential, useIdentityPlugin } = await load('@azure/identity');
  const { nativeBrokerPlugin } = await load(plugInPackage);
  useIdentityPlugin(nativeBrokerPlugin);
  return new DefaultAzureCredential().getToken('https://graph.microsoft.com/.default').then(
    ({ token }) => ({ gotToken: token.length > 0 }),
    ({ name }) => ({ name }),
  );
};
