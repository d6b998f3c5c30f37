// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createConnection } from '@homebridge/dbus-native';

const busName = 'org.freedesktop.DBus';
const timeoutMs = 10_000;

interface Message {
  readonly type: number;
  readonly member?: string;
  readonly body?: readonly unknown[];
  readonly replySerial?: number;
}

/** A bus whose names are watched. */
export interface NameWatch extends AsyncDisposable {
  /** Resolves when the name gets an owner; with a problem in words if it does not in time. */
  readonly owned: Promise<string | undefined>;
}

/** Watches for the next owner of a name. Returns when no owner can be missed any more. */
export async function nameAppears(address: string, name: string): Promise<NameWatch> {
  const connection = createConnection({ busAddress: address });
  connection.on('error', () => {});
  try {
    await once(connection, 'connect', { signal: AbortSignal.timeout(timeoutMs) });
  } catch (cause) {
    connection.stream.destroy();
    throw new Error(`There is no bus at ${address}`, { cause });
  }
  const owned = new Promise<string | undefined>((resolve) => {
    const late = setTimeout(() => resolve(`nobody owns ${name} on the bus`), timeoutMs);
    connection.stream.once('close', () => clearTimeout(late));
    connection.on('message', ({ member, body }: Message) => {
      if (member === 'NameOwnerChanged' && body?.[0] === name && body[2] !== '') resolve(undefined);
    });
  });
  const callBus = (serial: number, member: string, body: readonly string[]): void =>
    connection.message({
      type: 1,
      serial,
      destination: busName,
      path: '/org/freedesktop/DBus',
      interface: busName,
      member,
      ...(body.length === 0 ? {} : { signature: 's', body }),
    });
  const watching = replyTo(connection, 2);
  callBus(1, 'Hello', []);
  callBus(2, 'AddMatch', [`type='signal',sender='${busName}',member='NameOwnerChanged'`]);
  await watching;
  return {
    owned,
    async [Symbol.asyncDispose]() {
      if (connection.stream.destroyed) return;
      const closed = once(connection.stream, 'close');
      connection.stream.destroy();
      await closed;
    },
  };
}

function replyTo(connection: ReturnType<typeof createConnection>, serial: number): Promise<void> {
  return new Promise((resolve) => {
    connection.on('message', ({ replySerial }: Message) => {
      if (replySerial === serial) resolve();
    });
  });
}
