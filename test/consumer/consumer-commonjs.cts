// SPDX-License-Identifier: MIT
import entraBroker = require('entra-broker');

export async function listen(): Promise<() => void> {
  const broker: entraBroker.Broker = await entraBroker.openBroker();
  const stop = broker.on('accountsChanged', (change) => change.clientId);
  return async () => {
    stop();
    await broker.close();
  };
}

export function codeOf(error: unknown): entraBroker.BrokerErrorCode | undefined {
  return error instanceof entraBroker.BrokerError ? error.code : undefined;
}
