// SPDX-License-Identifier: MIT
// Loads Microsoft's runtime, which pings the broker, and has it ask for the accounts.
'use strict';
const { msalNodeRuntime: runtime } = require('@azure/msal-node-runtime');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';

runtime.DiscoverAccountsAsync(clientId, '6d1e3c5a-1111-4222-8333-94a5b6c7d8e9', () => {
  // The runtime keeps its process alive.
  process.exit(0);
});
