// SPDX-License-Identifier: MIT
import { conformanceCases } from '../conformance/index.js';
import { runWamCase, wamOperations } from '../windows/conformance/case.js';
import { leftOut, wamCases } from '../windows/conformance/index.js';
import { WamStandIn } from '../windows/stand-in/wam-stand-in.js';
import { DeskChannel } from '../windows/support/desk-channel.js';

let standIn: WamStandIn;
const windows = new Set<bigint>();
let lastWindow = 0x1_0000n;

function create(): bigint {
  lastWindow += 2n;
  windows.add(lastWindow);
  return lastWindow;
}

beforeAll(async () => {
  standIn = await WamStandIn.start();
});

afterAll(async () => {
  await standIn[Symbol.asyncDispose]();
});

it.each(leftOut)('%s is a case that is left out: %s', (pattern) => {
  expect(conformanceCases.some(({ name }) => pattern.test(name))).toBe(true);
});

it('what every broker promises is left out nowhere without being counted', () => {
  const kept = new Set(wamCases.map(({ name }) => name));
  expect(conformanceCases.filter(({ name }) => !kept.has(name))).toHaveLength(135);
});

it.each(wamCases.map((one) => [one.name, one] as const))(
  '%s',
  async (_name, one) => {
    await runWamCase(one, {
      ...{ standIn, simulator: standIn.simulator, operations: wamOperations },
      openChannel: () => new DeskChannel(standIn, { windows }),
      windows: { create, destroy: (window) => windows.delete(window) },
    });
  },
  10_000,
);
