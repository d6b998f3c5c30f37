// SPDX-License-Identifier: MIT
import { createRuntime } from '../../lib/msal-node-runtime/runtime.js';
import { agreementCases } from '../windows/agreement/index.js';
import { WamStandIn } from '../windows/stand-in/wam-stand-in.js';
import { DeskChannel, deskWindow } from '../windows/support/desk-channel.js';
import { recordedWorld } from '../windows/support/recorded-world.js';

// The same cases run in node.exe, over the native channel, in the suite `windows`.

let standIn: WamStandIn;
const channels: DeskChannel[] = [];

beforeAll(async () => {
  standIn = await WamStandIn.start(recordedWorld);
});

afterEach(() => {
  for (const channel of channels.splice(0)) channel.close();
});

afterAll(async () => {
  await standIn[Symbol.asyncDispose]();
});

function openChannel(): DeskChannel {
  const channel = new DeskChannel(standIn);
  channels.push(channel);
  return channel;
}

it.each(agreementCases.map((one) => [one.name, one] as const))(
  '%s',
  async (_name, one) => {
    await one.run({
      standIn,
      window: deskWindow,
      openRuntime: () => createRuntime(openChannel),
    });
  },
  20_000,
);
