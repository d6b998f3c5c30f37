// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { createInterface } from 'node:readline';
import { type Fields, type Line, lineOf, type TellKind } from './wire.js';

/** One process that has connected. */
export interface Peer {
  /** `id` is that of the call, 0 for an event. */
  tell(kind: TellKind, id: number, fields: Fields): void;
  /** Ends the connection; a dialog closes then. */
  end(): void;
}

export interface PeerListener {
  line(peer: Peer, line: Line): void;
  gone(peer: Peer): void;
}

/** Takes lines of JSON from programs of this machine. Keeps no process alive. */
export class LineServer {
  private readonly sockets = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly listener: PeerListener,
  ) {
    server.on('connection', (socket) => this.accept(socket));
  }

  static async start(listener: PeerListener): Promise<LineServer> {
    const server = createServer();
    const started = new LineServer(server, listener);
    server.unref().listen(0, '127.0.0.1');
    await once(server, 'listening');
    return started;
  }

  get port(): number {
    return (this.server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
    await closed;
  }

  private accept(socket: Socket): void {
    this.sockets.add(socket);
    const peer: Peer = {
      tell: (kind, id, fields) => socket.write(lineOf(kind, id, fields)),
      end: () => socket.end(),
    };
    socket.setNoDelay().unref();
    socket.on('close', () => {
      this.sockets.delete(socket);
      this.listener.gone(peer);
    });
    createInterface({ input: socket })
      .on('line', (text) => this.listener.line(peer, JSON.parse(text) as Line))
      .on('error', () => {}); // a process that was killed; `close` follows
    socket.on('error', () => {});
  }
}
