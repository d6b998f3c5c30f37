// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createConnection } from '@homebridge/dbus-native';
import type { BusMessage } from '../../../simulator/src/fronts/dbus/bus-connection.js';

export type { BusMessage };

const broker = 'com.microsoft.identity.broker1';
const path = '/com/microsoft/identity/broker1';
const brokerInterface = 'com.microsoft.identity.Broker1';
const bus = 'org.freedesktop.DBus';

/** A client that sees every message as it is on the bus. */
export class BusClient {
  private serial = 0;
  private readonly received: BusMessage[] = [];
  private readonly waiting = new Set<() => void>();

  private constructor(private readonly transport: ReturnType<typeof createConnection>) {
    transport.on('error', () => undefined);
    transport.on('message', (message: BusMessage) => {
      this.received.push(message);
      for (const check of this.waiting) check();
    });
  }

  static async open(address: string): Promise<BusClient> {
    const transport = createConnection({ busAddress: address });
    const client = new BusClient(transport);
    const refused = client.closed().then(() => {
      throw new Error(`The bus at ${address} hung up`);
    });
    await Promise.race([refused, once(transport, 'connect')]);
    await Promise.race([refused, client.callBus('Hello')]);
    // From now on the end of the connection is for closed() to tell.
    refused.catch(() => undefined);
    return client;
  }

  close(): void {
    this.transport.stream.destroy();
  }

  /** Resolves when the bus closes the connection. */
  async closed(): Promise<void> {
    if (!this.transport.stream.destroyed) await once(this.transport.stream, 'close');
  }

  callBus(member: string, ...args: readonly string[]): Promise<BusMessage> {
    return this.call(
      { destination: bus, path: '/org/freedesktop/DBus', interface: bus, member },
      args,
    );
  }

  invoke(member: string, body: unknown, changes: Partial<BusMessage> = {}): Promise<BusMessage> {
    const to = { destination: broker, path, interface: brokerInterface, member, ...changes };
    return this.call(to, ['0.0', '11111111-2222-4333-8444-555555555555', JSON.stringify(body)]);
  }

  ping(): Promise<BusMessage> {
    return this.call({ destination: broker, path, interface: `${bus}.Peer`, member: 'Ping' }, []);
  }

  /** The first reply to a call. */
  call(to: Partial<BusMessage>, args: readonly string[]): Promise<BusMessage> {
    const serial = this.send(to, args);
    return this.until(() => this.repliesTo(serial)[0]);
  }

  send(to: Partial<BusMessage>, args: readonly string[]): number {
    this.serial += 1;
    const signature = args.map(() => 's').join('');
    const body = signature === '' ? {} : { signature, body: args };
    this.transport.message({ type: 1, serial: this.serial, ...to, ...body });
    return this.serial;
  }

  repliesTo(serial: number): readonly BusMessage[] {
    return this.received.filter(({ replySerial }) => replySerial === serial);
  }

  /** Resolves with the first value of `find` that is defined, asked after every message. */
  until<T>(find: () => T | undefined): Promise<T> {
    return new Promise((resolve) => {
      const check = (): void => {
        const found = find();
        if (found === undefined) return;
        this.waiting.delete(check);
        resolve(found);
      };
      this.waiting.add(check);
      check();
    });
  }
}
