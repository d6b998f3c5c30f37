// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import {
  createServer,
  type AddressInfo,
  type ListenOptions,
  type Server,
  type Socket,
} from 'node:net';

/** Somebody who listens where a bus is expected, and does with a connection what the test says. */
export class Listener implements AsyncDisposable {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  private constructor(onConnection: (socket: Socket) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      // A client that gives up resets the connection.
      socket.on('error', () => socket.destroy());
      onConnection(socket);
    });
  }

  static async start(
    where: ListenOptions,
    onConnection: (socket: Socket) => void,
  ): Promise<Listener> {
    const listener = new Listener(onConnection);
    listener.#server.listen(where);
    await once(listener.#server, 'listening');
    return listener;
  }

  /** What a client connects to, as a D-Bus address. */
  get address(): string {
    const address = this.#server.address();
    return typeof address === 'string' ? `unix:path=${address}` : '';
  }

  get port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    const closed = once(this.#server, 'close');
    this.#server.close();
    await closed;
  }
}

/** Accepts, and says nothing. */
export function saysNothing(socket: Socket): void {
  socket.resume();
}

/** Hangs up at the first byte. */
export function hangsUp(socket: Socket): void {
  socket.on('data', () => socket.destroy());
}

/** Refuses every way to authenticate. */
export function refusesEverybody(socket: Socket): void {
  socket.on('data', () => socket.write('REJECTED\r\n'));
}

/** Authenticates whoever comes, and answers no message. */
export function authenticatesOnly(socket: Socket): void {
  socket.setEncoding('latin1').on('data', (text: string) => {
    for (const line of text.replaceAll('\0', '').split('\r\n')) {
      if (line.startsWith('AUTH ')) socket.write('OK 00112233445566778899aabbccddeeff\r\n');
      if (line === 'NEGOTIATE_UNIX_FD') socket.write('ERROR no descriptors here\r\n');
    }
  });
}
