// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { createServer, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { ActivationError, type Activation, type Host } from '../front.js';
import { brokerName } from './names.js';

// The same relative place from src/ and from dist/.
const launcher = join(__dirname, '..', '..', '..', 'launch', 'activate.cjs');

/**
 * Lets the bus daemon start the broker: its service file runs a launcher, the launcher knocks
 * here, and the simulator's process comes onto the bus.
 */
export class ActivationDesk {
  private readonly open = new Set<Socket>();

  private constructor(
    private readonly server: Server,
    private readonly host: Host,
    private readonly hangs: boolean,
  ) {
    server.on('connection', (socket) => void this.receive(socket));
  }

  static async start(
    host: Host,
    folder: string,
    servicesFolder: string,
    activation: Activation,
  ): Promise<ActivationDesk> {
    const socketPath = join(folder, 'activation');
    await mkdir(servicesFolder, { recursive: true });
    const missing = activation.failure === 'missing-executable';
    const command = missing ? [join(folder, 'missing')] : [process.execPath, launcher, socketPath];
    await writeFile(
      join(servicesFolder, `${brokerName}.service`),
      `[D-BUS Service]\nName=${brokerName}\nExec=${command.map(quoted).join(' ')}\n`,
    );
    const server = createServer();
    const desk = new ActivationDesk(server, host, activation.failure === 'never-appears');
    server.listen(socketPath);
    await once(server, 'listening');
    server.unref();
    return desk;
  }

  async close(): Promise<void> {
    const closed = once(this.server, 'close');
    this.server.close();
    for (const socket of this.open) socket.destroy();
    await closed;
  }

  private async receive(socket: Socket): Promise<void> {
    this.open.add(socket.unref());
    socket.on('close', () => this.open.delete(socket));
    socket.on('error', () => socket.destroy());
    // Launchers that the daemon gave up on leave; without reading we would not see it.
    socket.resume();
    if (this.hangs) return;
    try {
      await this.host.activate();
      socket.end('up\n');
    } catch (error) {
      if (!(error instanceof ActivationError)) throw error;
      socket.end();
    }
  }
}

/** Quoted as a shell does: the daemon reads Exec that way. */
function quoted(text: string): string {
  return `"${text.replace(/[\\"$\`]/g, '\\$&')}"`;
}
