// SPDX-License-Identifier: MIT
import identity = require('@azure/identity');
import extensions = require('@azure/msal-node-extensions');
import runtime = require('@azure/msal-node-runtime');
import brokered = require('entra-broker/msal-node');

identity.useIdentityPlugin(brokered.nativeBrokerPlugin);

export function cancel(handle: runtime.AsyncHandle): void {
  handle.CancelAsyncOperation();
}

export const isThereABroker: boolean = new extensions.NativeBrokerPlugin().isBrokerAvailable;
