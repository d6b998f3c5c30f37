// SPDX-License-Identifier: MIT
import type { BusMessage } from '../../../simulator/src/fronts/dbus/bus-connection.js';
import { BusPeer, primaryOwner } from '../../support/bus-peer.js';

/** One call that reached the broker. */
export interface Request {
  readonly method: string;
  readonly protocolVersion: string;
  readonly correlationId: string;
  readonly body: Readonly<Record<string, unknown>>;
}

/** A broker on the bus that answers what was recorded, and writes down what it is asked. */
export class RecordedBroker implements AsyncDisposable {
  readonly requests: Request[] = [];
  /** Replies by method; a method without one stays unanswered. */
  replies: Readonly<Record<string, unknown>> = {};
  readonly #peer: BusPeer;
  readonly #arrivals = new Map<string, () => void>();

  private constructor(peer: BusPeer) {
    this.#peer = peer;
    peer.onCall = (call) => this.#onCall(call);
  }

  static async start(busAddress: string): Promise<RecordedBroker> {
    const peer = await BusPeer.join(busAddress);
    const broker = new RecordedBroker(peer);
    if ((await peer.requestName(0)) !== primaryOwner) throw new Error('The name is taken');
    return broker;
  }

  /** Resolves when the next call of a method arrives. */
  arrival(method: string): Promise<void> {
    return new Promise((resolve) => this.#arrivals.set(method, resolve));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#peer.leave();
  }

  #onCall(call: BusMessage): void {
    const method = call.member ?? '';
    const [protocolVersion, correlationId, json] = (call.body ?? []) as string[];
    this.requests.push({
      method,
      protocolVersion: protocolVersion ?? '',
      correlationId: correlationId ?? '',
      body: JSON.parse(json ?? '{}') as Request['body'],
    });
    const reply = this.replies[method];
    if (reply !== undefined) this.#peer.reply(call, JSON.stringify(reply));
    this.#arrivals.get(method)?.();
  }
}
