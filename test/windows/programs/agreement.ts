// SPDX-License-Identifier: MIT
import { NativeWamChannel } from '../../../lib/channels/wam/channel.js';
import { createRuntime } from '../../../lib/msal-node-runtime/runtime.js';
import { agreementCases, type AgreementCase } from '../agreement/index.js';
import { WamStandIn } from '../stand-in/wam-stand-in.js';
import { runCases } from '../support/case-runner.js';
import { loadRealWindows } from '../support/real-windows.js';
import { recordedWorld } from '../support/recorded-world.js';

/** Looks ahead: the desk is served by this very thread, which the runtime's own look would block. */
async function looked(channel: NativeWamChannel): Promise<void> {
  while (channel.probe(0).state === 'pending') {
    await new Promise((resolve) => {
      channel.start({ verb: 'hostFacts', timeoutMs: 10_000 }, resolve);
    });
  }
}

/** Runs a case over a native channel of its own. */
async function run(one: AgreementCase, standIn: WamStandIn, window: bigint): Promise<void> {
  const channel = new NativeWamChannel();
  try {
    await looked(channel);
    await one.run({ standIn, window, openRuntime: () => createRuntime(() => channel) });
  } finally {
    channel.close();
  }
}

async function main(file: string): Promise<void> {
  await using standIn = await WamStandIn.start(recordedWorld);
  Object.assign(process.env, standIn.environment);
  const window = loadRealWindows().createWindow();
  const cases = agreementCases.map((one) => ({
    name: one.name,
    run: () => run(one, standIn, window),
  }));
  await runCases(cases, file);
}

void main(process.argv[2] ?? '');
