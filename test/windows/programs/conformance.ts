// SPDX-License-Identifier: MIT
import { NativeWamChannel } from '../../../lib/channels/wam/channel.js';
import { runWamCase, wamOperations, type WamContext } from '../conformance/case.js';
import { wamCases } from '../conformance/index.js';
import { WamStandIn } from '../stand-in/wam-stand-in.js';
import { runCases } from '../support/case-runner.js';
import { loadRealWindows } from '../support/real-windows.js';

// The desk of the stand-in is in this very process, so that the cases can rule it.

async function main(file: string): Promise<void> {
  await using standIn = await WamStandIn.start();
  Object.assign(process.env, standIn.environment);
  const real = loadRealWindows();
  const context: WamContext = {
    ...{ standIn, simulator: standIn.simulator, operations: wamOperations },
    openChannel: () => new NativeWamChannel(),
    windows: {
      create: () => real.createWindow(),
      destroy: (window) => real.destroyWindow(window),
    },
  };
  const cases = wamCases.map((one) => ({ name: one.name, run: () => runWamCase(one, context) }));
  await runCases(cases, file);
}

void main(process.argv[2] ?? '');
