// SPDX-License-Identifier: MIT
import { parentingCases } from '../parenting/index.js';
import { ParentingStage } from '../parenting/stage.js';
import { WamStandIn } from '../stand-in/wam-stand-in.js';
import { runCases } from '../support/case-runner.js';
import { loadRealWindows } from '../support/real-windows.js';

async function main(file: string): Promise<void> {
  const standIn = await WamStandIn.start();
  Object.assign(process.env, standIn.environment);
  const windows = loadRealWindows();
  const cases = parentingCases.map((one) => ({
    name: one.name,
    async run() {
      await using stage = new ParentingStage({ standIn, windows });
      await one.run(stage);
    },
  }));
  await runCases(cases, file);
  process.exit(0); // the test's windows are there until then
}

void main(process.argv[2] ?? '');
