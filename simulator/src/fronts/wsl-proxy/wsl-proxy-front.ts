// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { Deliveries } from '../deliveries.js';
import { ActivationError, type Front, type Host } from '../front.js';
import { readArguments, readIntroduction } from './command-line.js';
import { ProxyCaller } from './proxy-caller.js';
import { writeStandIns, type StandIns, type WslFailure } from './stand-ins.js';

/** The broker behind a proxy that clients inside WSL run, one process for each call. */
export class WslProxyFront implements Front {
  private readonly deliveries: Deliveries;
  private readonly proxies = new Set<Socket>();
  private running = false;

  private constructor(
    private readonly host: Host,
    readonly standIns: StandIns,
    private readonly server: Server,
    private readonly word: string,
    private readonly activatable: boolean,
  ) {
    this.deliveries = new Deliveries(() => host.crash());
    server.on('connection', (socket) => this.welcome(socket));
    process.once('exit', this.removeFiles);
  }

  static async start(
    host: Host,
    { activatable, failure }: { activatable: boolean; failure: WslFailure | undefined },
  ): Promise<WslProxyFront> {
    const server = createServer().listen(0, '127.0.0.1').unref();
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    // Any user of the machine can connect; only the owner can read the word.
    const word = randomUUID();
    const standIns = await writeStandIns({ port, word }, failure);
    return new WslProxyFront(host, standIns, server, word, activatable);
  }

  appear(): Promise<void> {
    this.running = true;
    return Promise.resolve();
  }

  vanish(): Promise<void> {
    this.running = false;
    this.deliveries.dropAll();
    // Once what was written has gone out.
    for (const socket of this.proxies) socket.destroySoon();
    return Promise.resolve();
  }

  killBus(): Promise<void> {
    return this.vanish();
  }

  restartBus(): Promise<void> {
    return Promise.resolve();
  }

  async close(): Promise<void> {
    await this.vanish();
    for (const socket of this.proxies) socket.destroy();
    const closed = once(this.server, 'close');
    this.server.close();
    await closed;
    process.off('exit', this.removeFiles);
    await rm(this.standIns.folder, { recursive: true, force: true });
  }

  /** For a process that ends without close(). */
  private readonly removeFiles = (): void =>
    rmSync(this.standIns.folder, { recursive: true, force: true });

  private welcome(socket: Socket): void {
    this.proxies.add(socket.unref());
    socket.on('close', () => this.proxies.delete(socket));
    socket.on('error', () => socket.destroy());
    let received = Buffer.alloc(0);
    const hear = (part: Buffer): void => {
      received = Buffer.concat([received, part]);
      const introduction = readIntroduction(received);
      if (introduction === undefined) return;
      socket.off('data', hear);
      if (introduction.word === this.word) void this.receive(introduction.args, socket);
      else socket.destroy();
    };
    socket.on('data', hear);
  }

  private async receive(args: readonly string[], socket: Socket): Promise<void> {
    const call = readArguments(args);
    if (call === undefined) {
      new ProxyCaller(socket, { exitCode: 2 }).error('usage', 'arguments of no known client');
      return;
    }
    if (!(await this.isThere())) {
      new ProxyCaller(socket, {}).error('broker', 'there is none');
      return;
    }
    const directive = this.host.handle(call);
    this.deliveries.deliver(directive, new ProxyCaller(socket, directive.proxy ?? {}));
  }

  private async isThere(): Promise<boolean> {
    if (!this.running && this.activatable) {
      try {
        await this.host.activate();
      } catch (error) {
        if (!(error instanceof ActivationError)) throw error;
      }
    }
    return this.running;
  }
}
