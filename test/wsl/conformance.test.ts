// SPDX-License-Identifier: MIT
import type { Simulator } from 'entra-broker-simulator';
import { conformanceCases, runCase } from '../conformance/index.js';
import { channelTo, startWsl } from './stage.js';

/** Cases that mean nothing where each call is a process, and why. */
const leftOut: readonly (readonly [name: RegExp, reason: string])[] = [
  [/ from the bus is reported as /, 'there is no bus to answer with an error'],
  [/^a reply with the D-Bus signature /, 'a proxy prints text'],
  [/^a call that is replied to twice /, 'what a proxy prints is one reply'],
  [/^a cancel that the broker refuses /, 'a refusal is an error of the bus'],
  [/^a broker that goes and comes back changes availability/, 'there is no bus to watch'],
  [/^a secret too long for a pattern /, 'a request of that length is not sent'],
  [/Interactively that is aborted drops the answer /, 'its replies come in no order'],
  [/^signIn that ends by timeout closes /, 'it gives half a second to three processes'],
];

const isLeftOut = (name: string): boolean => leftOut.some(([pattern]) => pattern.test(name));

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startWsl();
});

afterAll(async () => {
  await simulator.stop();
});

it.each(leftOut)('%s is a case that is left out: %s', (pattern) => {
  expect(conformanceCases.some(({ name }) => pattern.test(name))).toBe(true);
});

it.each(conformanceCases.flatMap((one) => (isLeftOut(one.name) ? [] : [[one.name, one] as const])))(
  '%s',
  async (_name, one) => {
    await runCase(one, { simulator, openChannel: () => channelTo(simulator) });
  },
  60_000,
);
