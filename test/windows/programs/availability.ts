// SPDX-License-Identifier: MIT
import { inspectBroker } from 'entra-broker';
import { NativeBrokerPlugin } from 'entra-broker/msal-node';
import { msalNodeRuntime } from 'entra-broker/msal-node-runtime';

// What each entry knows of the broker: its output is one line of JSON. The first two must know at once.

async function main(): Promise<void> {
  await using plugin = new NativeBrokerPlugin();
  const known = {
    plugin: plugin.status,
    startup: msalNodeRuntime.StartupError ?? null,
    inspected: await inspectBroker(),
  };
  process.stdout.write(`${JSON.stringify(known)}\n`);
}

void main();
