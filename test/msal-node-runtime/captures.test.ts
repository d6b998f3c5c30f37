// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { createRuntime } from '../../lib/msal-node-runtime/runtime.js';
import {
  canonicalReply,
  captureNames,
  requestCapture,
  responseCapture,
} from '../unit/codecs/captures.js';
import { requestAgreement, resultAgreement } from './support/agreement.js';
import { RecordedBroker } from './support/recorded-broker.js';
import { discover, replayCall } from './support/replaying.js';
import { replays } from './support/replays.js';

const documentation = readFileSync(join(__dirname, '../../docs/msal-node-runtime.md'), 'utf8');

/** The bus; its own broker stays away. */
let bus: Simulator;

beforeAll(async () => {
  bus = await startSimulator({ start: 'absent' });
});

afterAll(async () => {
  await bus.stop();
});

/** The recorded call again, as a row of the table of agreement. */
async function rowOf(name: string): Promise<string> {
  const { api, calls } = requestCapture(name);
  const { brokerReplies, clientResult } = responseCapture(name);
  const busAddress = bus.busAddress ?? '';
  await using broker = await RecordedBroker.start(busAddress);
  const runtime = createRuntime(() => new DbusChannel({ address: busAddress }));
  broker.replies = { getAccounts: JSON.parse(canonicalReply('getAccounts')) as unknown };
  const account = await discover(runtime);
  broker.requests.length = 0;
  broker.replies = repliesOf(brokerReplies, replays[name]?.cancel === true);
  const replayed = await replayCall(runtime, broker, api, replays[name] ?? {}, account);
  if (calls.at(-1)?.method === cancel && broker.requests.at(-1)?.method !== cancel) {
    await broker.arrival(cancel);
  }
  const requests = requestAgreement(calls, broker.requests);
  return `| ${name} | ${api} | ${requests} | ${resultAgreement(clientResult, replayed)} |`;
}

const cancel = 'cancelInteractiveFlow';

/** A call that is given up is one that the broker has not answered. */
function repliesOf(
  recorded: Readonly<Record<string, { readonly reply: unknown }>>,
  unanswered: boolean,
): Readonly<Record<string, unknown>> {
  const entries = Object.entries(recorded).map(([method, { reply }]) => [method, reply] as const);
  const answered = entries.filter(([method]) => !unanswered || method === cancel);
  return { removeAccount: {}, ...Object.fromEntries(answered) };
}

it('replays every capture that there is', () => {
  expect(Object.keys(replays).sort()).toEqual([...captureNames('request')].sort());
});

it.each(Object.keys(replays))('%s agrees with what was recorded, as the docs say', async (name) => {
  const rows = documentation.split('\n').map((line) => line.replaceAll(/ +\|/g, ' |'));
  expect(rows).toContain(await rowOf(name));
});
