// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { BrokerError, openBroker, type ChannelReply } from 'entra-broker';
import { startSimulator } from 'entra-broker-simulator';
import type { BusMessage } from '../../simulator/src/fronts/dbus/bus-connection.js';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { BusPeer, primaryOwner } from '../support/bus-peer.js';
import { RecordingChannel } from '../support/recording-channel.js';
import { windowRequest } from '../support/requests.js';

jest.setTimeout(180_000);

const captured = path.join(__dirname, '../captures/linux/canonical-token-bearer.response.json');
const token = readFileSync(captured, 'utf8');
const { grantedScopes } = (JSON.parse(token) as { brokerTokenResponse: { grantedScopes: string } })
  .brokerTokenResponse;

/**
 * When a flow is aborted: before it is answered, so many microseconds or turns of the event loop
 * after that.
 */
type Moment = 'before' | { readonly microseconds: number } | { readonly turns: number };

type Event = 'flow' | 'answered' | 'cancel' | 'pong';

/** One flow, and what the broker saw of it, in the order of the one connection. */
class Round {
  readonly correlationId = randomUUID();
  readonly seen: Event[] = [];
  readonly #controller = new AbortController();
  #aborted: Promise<void> = Promise.resolve();

  constructor(readonly moment: Moment) {}

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  /** Resolves when the abort that was begun has happened. */
  get aborted(): Promise<void> {
    return this.#aborted;
  }

  abort(): void {
    const { moment } = this;
    if (moment !== 'before' && 'turns' in moment) this.#aborted = this.#abortAfter(moment.turns);
    else this.#controller.abort();
  }

  async #abortAfter(turns: number): Promise<void> {
    for (let turn = 0; turn < turns; turn += 1) await nextTurn();
    this.#controller.abort();
  }
}

/**
 * A broker that answers a flow, asks the client for a sign of life and aborts the flow, all within
 * one turn of the event loop, so that the abort meets the reply in every place: in the bus, in the
 * socket, on the broker thread, on its way to JavaScript.
 *
 * Messages of one connection keep their order. The pong is sent when the client has read the ping,
 * before which lies the reply: a cancel that comes after the pong was sent for a flow whose answer
 * the client had, and would close somebody else's window. A cancel that comes before the pong has
 * crossed the reply on its way, which no client can prevent.
 */
class RacingBroker {
  readonly rounds = new Map<string, Round>();
  readonly #current = new Map<string, Round>();

  constructor(private readonly peer: BusPeer) {
    peer.onCall = (call) => {
      if (call.member === 'acquireTokenInteractively') this.#onFlow(call);
      else if (call.member === 'cancelInteractiveFlow') this.#onCancel(call);
      else peer.reply(call, '{"linuxBrokerVersion":"1"}');
    };
  }

  #onFlow(call: BusMessage): void {
    const [, correlationId] = call.body ?? [];
    const round = this.rounds.get(String(correlationId));
    const { sender } = call;
    if (round === undefined || sender === undefined) throw new Error('a flow of nobody');
    this.#current.set(sender, round);
    round.seen.push('flow');
    if (round.moment === 'before') round.abort();
    this.peer.reply(call, token);
    round.seen.push('answered');
    this.peer.ping(sender, () => round.seen.push('pong'));
    if (round.moment === 'before') return;
    if ('microseconds' in round.moment) spin(round.moment.microseconds);
    round.abort();
  }

  #onCancel(call: BusMessage): void {
    this.#current.get(call.sender ?? '')?.seen.push('cancel');
    this.peer.reply(call, '{}');
  }
}

function spin(microseconds: number): void {
  const end = performance.now() + microseconds / 1_000;
  while (performance.now() < end);
}

/** Most within the time that a reply takes, some long after it has been read. */
function someMoment(index: number): Moment {
  if (index % 10 === 0) return 'before';
  if (index % 10 < 3) return { turns: Math.floor(Math.random() * 6) };
  return { microseconds: Math.random() * (index % 10 === 3 ? 3_000 : 400) };
}

const request = { ...windowRequest, scopes: grantedScopes.split(' ') };
const count = 10_000;
const clients = 4;

it('an abort that races the reply, 10 000 times, cancels no answered flow and settles each once', async () => {
  await using bus = await startSimulator({ start: 'absent' });
  const address = bus.busAddress ?? '';
  await using peer = await BusPeer.join(address);
  expect(await peer.requestName(0)).toBe(primaryOwner);
  const racing = new RacingBroker(peer);

  const outcomes = await Promise.all(
    Array.from({ length: clients }, () => race(racing, new DbusChannel({ address }))),
  );

  const rounds = [...racing.rounds.values()];
  expect(rounds).toHaveLength(count);
  const orders = new Set(rounds.map(({ seen }) => seen.join(' ')));
  // Both happened, and nothing else.
  expect(orders).toEqual(new Set(['flow answered cancel pong', 'flow answered pong']));
  // Every way out was taken: the race is one.
  expect(new Set(outcomes.flat())).toEqual(
    new Set(['answered', 'request_aborted', 'flow ok', 'cancel ok', 'cancel not_sent']),
  );
});

/** One client: flow after flow. Gives what became of them, and of their messages. */
async function race(racing: RacingBroker, inner: DbusChannel): Promise<readonly string[]> {
  const channel = new RecordingChannel(inner);
  await using broker = await openBroker({ channel });
  const outcomes = new Set<string>();
  for (let index = 0; index < count / clients; index += 1) {
    const round = new Round(someMoment(index));
    const { correlationId, signal } = round;
    racing.rounds.set(correlationId, round);
    const flow = broker.signInInteractively({ ...request, correlationId, signal });
    outcomes.add(
      await flow.then(
        () => 'answered',
        (error: unknown) => (error instanceof BrokerError ? error.code : String(error)),
      ),
    );
    await round.aborted;
    // Answers come in order: behind this one the flow, its cancel and the pong are through, and the
    // next flow finds the way free.
    await broker.getBrokerVersion();
  }
  // The pong of the last flow is through as well.
  await broker.getBrokerVersion();
  expect(channel.replies).toHaveLength(channel.calls.length);
  expect(new Set(channel.replies.map(({ id }) => id)).size).toBe(channel.calls.length);
  const cancels = new Set(channel.invoked('cancelInteractiveFlow').map(({ id }) => id));
  const flows = new Set(channel.invoked('acquireTokenInteractively').map(({ id }) => id));
  for (const { id, reply } of channel.replies) {
    if (cancels.has(id)) outcomes.add(`cancel ${kindOf(reply)}`);
    if (flows.has(id)) outcomes.add(`flow ${kindOf(reply)}`);
  }
  return [...outcomes];
}

function kindOf(reply: ChannelReply): string {
  return reply.ok ? 'ok' : reply.failure.code;
}
