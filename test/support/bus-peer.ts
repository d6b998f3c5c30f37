// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createConnection, type BusConnection as Transport } from '@homebridge/dbus-native';
import type { BusMessage } from '../../simulator/src/fronts/dbus/bus-connection.js';

export const brokerName = 'com.microsoft.identity.broker1';

/** Flags of RequestName, and its answer for who got the name (D-Bus specification). */
export const allowReplacement = 1;
export const replaceExisting = 2;
export const primaryOwner = 1;

const timeoutMs = 10_000;

/**
 * Anybody on a bus, at the level of messages: for what no broker would do, and the simulator does
 * not either.
 */
export class BusPeer implements AsyncDisposable {
  /** What becomes of a call that arrives. */
  onCall: (call: BusMessage) => void = () => {};
  readonly #transport: Transport;
  readonly #waiting = new Map<number, (answer: BusMessage) => void>();
  #serial = 0;

  private constructor(transport: Transport) {
    this.#transport = transport;
    transport.on('error', () => {});
    transport.on('message', (message: BusMessage) => {
      if (message.type === 1) this.onCall(message);
      else this.#waiting.get(message.replySerial ?? 0)?.(message);
      this.#waiting.delete(message.replySerial ?? 0);
    });
  }

  static async join(busAddress: string): Promise<BusPeer> {
    const transport = createConnection({ busAddress });
    await once(transport, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
    const peer = new BusPeer(transport);
    await peer.#callBus('Hello');
    return peer;
  }

  /** Asks for the broker's name; gives the answer's number. */
  async requestName(flags: number): Promise<unknown> {
    const answer = await this.#callBus('RequestName', 'su', [brokerName, flags]);
    return answer.body?.[0];
  }

  reply(call: BusMessage, text: string): void {
    this.#answer(call, { type: 2, signature: 's', body: [text] });
  }

  fail(call: BusMessage, errorName: string, text: string): void {
    this.#answer(call, { type: 3, errorName, signature: 's', body: [text] });
  }

  /** Asks somebody for a sign of life. What was sent to it before has been read when it comes. */
  ping(destination: string, onPong: () => void): void {
    const serial = this.#nextSerial();
    this.#waiting.set(serial, onPong);
    this.#transport.message({
      type: 1,
      serial,
      destination,
      path: '/',
      interface: 'org.freedesktop.DBus.Peer',
      member: 'Ping',
    });
  }

  /** Leaves the bus, as a process that is killed. */
  async leave(): Promise<void> {
    if (this.#transport.stream.destroyed) return;
    const closed = once(this.#transport.stream, 'close');
    this.#transport.stream.destroySoon();
    await closed;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.leave();
  }

  #answer(call: BusMessage, message: Omit<BusMessage, 'serial'>): void {
    this.#transport.message({
      ...message,
      serial: this.#nextSerial(),
      replySerial: call.serial,
      ...(call.sender === undefined ? {} : { destination: call.sender }),
    });
  }

  #callBus(member: string, signature?: string, body?: readonly unknown[]): Promise<BusMessage> {
    const serial = this.#nextSerial();
    const answer = new Promise<BusMessage>((resolve) => this.#waiting.set(serial, resolve));
    this.#transport.message({
      type: 1,
      serial,
      destination: 'org.freedesktop.DBus',
      path: '/org/freedesktop/DBus',
      interface: 'org.freedesktop.DBus',
      member,
      ...(signature === undefined ? {} : { signature, body: body ?? [] }),
    });
    return answer;
  }

  #nextSerial(): number {
    return (this.#serial += 1);
  }
}
