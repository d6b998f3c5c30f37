// SPDX-License-Identifier: MIT
'use strict';
// The compiled package where there is no @azure/msal-node: the first argument is its folder.
const { writeSync } = require('node:fs');
const { NativeBrokerPlugin } = require(process.argv[2]);

const shown = ({ name, code, message, hint, cause }) => ({
  name,
  code,
  message,
  hint,
  cause: cause?.code,
});

async function main() {
  const plugin = new NativeBrokerPlugin();
  const accounts = await plugin.getAllAccounts('5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5', '');
  const call = await plugin.getAllAccounts('no client id', '').catch(shown);
  const create = await NativeBrokerPlugin.create().catch(shown);
  writeSync(3, JSON.stringify({ accounts: accounts.length, call, create }));
}
main();
