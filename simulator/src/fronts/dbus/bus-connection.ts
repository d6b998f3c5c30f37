// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createConnection, type BusConnection as Transport } from '@homebridge/dbus-native';
import { busName, busPath } from './names.js';

/** A D-Bus message; the numbers of `type` are those of the D-Bus specification. */
export interface BusMessage {
  readonly type: number;
  readonly serial: number;
  readonly flags?: number;
  readonly path?: string;
  readonly interface?: string;
  readonly member?: string;
  readonly destination?: string;
  readonly sender?: string;
  readonly errorName?: string;
  readonly replySerial?: number;
  readonly signature?: string;
  readonly body?: readonly unknown[];
}

// The package's own declarations leave out the message level, which is all that is used here.
declare module '@homebridge/dbus-native' {
  export function createConnection(options: { busAddress: string }): BusConnection;
  interface BusConnection {
    message(message: BusMessage): void;
  }
}

export const messageTypes = { call: 1, reply: 2, error: 3 } as const;

const noReplyExpected = 1;
const doNotQueue = 4;
const primaryOwner = 1;
const connectTimeoutMs = 10_000;

/**
 * A connection to a bus at the level of messages: the service decides what is sent, also where
 * that is wrong, late, twice or nothing.
 */
export class BusConnection {
  private serial = 0;
  private readonly waiting = new Map<number, (answer: BusMessage) => void>();

  private constructor(
    private readonly transport: Transport,
    private readonly onCall: (call: BusMessage) => void,
    onClosed: () => void,
  ) {
    transport.stream.once('close', onClosed);
    // Write errors after the bus died; 'close' of the stream tells all that matters.
    transport.on('error', () => undefined);
    transport.on('message', (message: BusMessage) => this.receive(message));
  }

  /** `onClosed` is called once, whoever ended the connection. */
  static async open(
    address: string,
    onCall: (call: BusMessage) => void,
    onClosed: () => void,
  ): Promise<BusConnection> {
    const transport = createConnection({ busAddress: address });
    const connection = new BusConnection(transport, onCall, onClosed);
    try {
      await once(transport, 'connect', { signal: AbortSignal.timeout(connectTimeoutMs) });
      await connection.callBus('Hello');
    } catch (cause) {
      await connection.drop();
      throw new Error(`Cannot use the bus at ${address}: check that a D-Bus daemon listens there`, {
        cause,
      });
    }
    return connection;
  }

  get closed(): boolean {
    return this.transport.stream.destroyed;
  }

  /** @throws Error if somebody else owns the name. */
  async ownName(name: string): Promise<void> {
    const answer = await this.callBus('RequestName', 'su', [name, doNotQueue]);
    if (answer.body?.[0] !== primaryOwner) {
      throw new Error(
        `${name} is owned by another program on this bus: stop it, or use another bus`,
      );
    }
  }

  answer(call: BusMessage, signature: string, body: readonly unknown[]): void {
    this.send(call, { type: messageTypes.reply, ...(signature === '' ? {} : { signature, body }) });
  }

  answerError(call: BusMessage, errorName: string, message: string): void {
    this.send(call, { type: messageTypes.error, errorName, signature: 's', body: [message] });
  }

  /** Leaves the bus, once what was written has gone out. Returns when it is done. */
  async drop(): Promise<void> {
    const { stream } = this.transport;
    if (stream.destroyed) return;
    const closed = once(stream, 'close');
    stream.destroySoon();
    // A bus that does not read would hold back the close for ever.
    const last = setTimeout(() => stream.destroy(), 1000);
    await closed;
    clearTimeout(last);
  }

  private send(call: BusMessage, message: Omit<BusMessage, 'serial'>): void {
    const unwanted = ((call.flags ?? 0) & noReplyExpected) !== 0;
    if (unwanted || this.transport.stream.destroyed || call.sender === undefined) return;
    this.serial += 1;
    this.transport.message({
      ...message,
      serial: this.serial,
      replySerial: call.serial,
      destination: call.sender,
    });
  }

  private async callBus(
    member: string,
    signature?: string,
    body?: readonly unknown[],
  ): Promise<BusMessage> {
    this.serial += 1;
    const { serial } = this;
    this.transport.stream.ref();
    const answer = new Promise<BusMessage>((resolve, reject) => {
      this.waiting.set(serial, resolve);
      this.transport.stream.once('close', () => reject(new Error('The bus closed the connection')));
    });
    this.transport.message({
      type: messageTypes.call,
      serial,
      destination: busName,
      path: busPath,
      interface: busName,
      member,
      ...(signature === undefined ? {} : { signature, body: body ?? [] }),
    });
    const message = await answer;
    // A simulator that nobody stopped, in a test that failed say, must not keep its process alive.
    this.transport.stream.unref();
    if (message.type === messageTypes.error) {
      throw new Error(`The bus refused ${member}: ${message.errorName ?? 'unknown error'}`);
    }
    return message;
  }

  private receive(message: BusMessage): void {
    if (message.type === messageTypes.call) {
      this.onCall(message);
      return;
    }
    const resolve = this.waiting.get(message.replySerial ?? 0);
    this.waiting.delete(message.replySerial ?? 0);
    resolve?.(message);
  }
}
