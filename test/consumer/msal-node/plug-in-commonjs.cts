// SPDX-License-Identifier: MIT
import msalNode = require('@azure/msal-node');
import brokered = require('entra-broker/msal-node');

export function open(clientId: string): msalNode.PublicClientApplication | undefined {
  const nativeBrokerPlugin: msalNode.INativeBrokerPlugin = new brokered.NativeBrokerPlugin();
  if (!nativeBrokerPlugin.isBrokerAvailable) return undefined;
  return new msalNode.PublicClientApplication({
    auth: { clientId },
    broker: { nativeBrokerPlugin },
  });
}
