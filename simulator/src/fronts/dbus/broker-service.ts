// SPDX-License-Identifier: MIT
import type { IncomingCall } from '../../core/directive.js';
import type { WrongSignature } from '../../scenario/types.js';
import { Deliveries, type Caller } from '../deliveries.js';
import type { Host } from '../front.js';
import { BusConnection, type BusMessage } from './bus-connection.js';
import { brokerInterface, brokerName, brokerPath, peerInterface } from './names.js';

const wrongBodies: Readonly<Record<WrongSignature, readonly [string, readonly unknown[]]>> = {
  none: ['', []],
  i: ['i', [1]],
  v: ['v', [['s', '{}']]],
  as: ['as', [['{}']]],
};

/** The broker as a service on a bus. */
export class BrokerService {
  private connection: BusConnection | undefined;
  private readonly deliveries: Deliveries;

  constructor(private readonly host: Host) {
    this.deliveries = new Deliveries(() => host.crash());
  }

  async appear(address: string): Promise<void> {
    await this.vanish();
    const connection = await BusConnection.open(
      address,
      (call) => this.receive(call),
      () => this.onClosed(),
    );
    this.connection = connection;
    try {
      await connection.ownName(brokerName);
    } catch (error) {
      await this.vanish();
      throw error;
    }
  }

  async vanish(): Promise<void> {
    this.deliveries.dropAll();
    const { connection } = this;
    this.connection = undefined;
    await connection?.drop();
  }

  /** We let go of a connection before we close it, so that this one was closed by the bus. */
  private onClosed(): void {
    if (this.connection?.closed === true) this.host.crash();
  }

  private receive(message: BusMessage): void {
    const { connection } = this;
    if (connection === undefined) return;
    const call = brokerCall(message);
    if ('refusal' in call) {
      connection.answerError(message, `org.freedesktop.DBus.Error.${call.refusal}`, call.reason);
      return;
    }
    this.deliveries.deliver(this.host.handle(call), callerOf(connection, message, call.method));
  }
}

interface Refusal {
  readonly refusal: 'UnknownObject' | 'UnknownInterface' | 'UnknownMethod' | 'InvalidArgs';
  readonly reason: string;
}

function brokerCall(message: BusMessage): IncomingCall | Refusal {
  const member = message.member ?? '';
  if (message.interface === peerInterface) {
    // A bus daemon answers Peer itself only for its own name; Ping works on every path.
    return member === 'Ping'
      ? { method: 'Ping', protocolVersion: '', correlationId: '', body: '' }
      : { refusal: 'UnknownMethod', reason: `Peer.${member} is not simulated` };
  }
  if (message.path !== brokerPath) {
    return { refusal: 'UnknownObject', reason: `There is nothing at ${message.path ?? ''}` };
  }
  if (message.interface !== undefined && message.interface !== brokerInterface) {
    // Real brokers after 2.0.1 have no Introspectable either.
    return { refusal: 'UnknownInterface', reason: `There is no interface ${message.interface}` };
  }
  const [protocolVersion, correlationId, body] = message.body ?? [];
  if (
    message.signature !== 'sss' ||
    typeof protocolVersion !== 'string' ||
    typeof correlationId !== 'string' ||
    typeof body !== 'string'
  ) {
    return { refusal: 'InvalidArgs', reason: 'Send protocolVersion, correlationId, request: sss' };
  }
  return { method: member, protocolVersion, correlationId, body };
}

function callerOf(connection: BusConnection, message: BusMessage, method: string): Caller {
  return {
    reply: (body) => {
      if (method === 'Ping' && body === '') connection.answer(message, '', []);
      else connection.answer(message, 's', [body]);
    },
    error: (name, text) => connection.answerError(message, name, text),
    wrongSignature: (signature) => connection.answer(message, ...wrongBodies[signature]),
  };
}
