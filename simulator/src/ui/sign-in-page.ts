// SPDX-License-Identifier: MIT
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { SimulatedDevice } from '../simulated-device.js';
import { EventStreams } from './event-streams.js';
import { readAnswer } from './posted-answer.js';

// The same relative place from src/ and from dist/.
const folder = join(__dirname, '..', '..', 'page');

const files: Readonly<Record<string, readonly [file: string, type: string]>> = {
  '': ['index.html', 'text/html; charset=utf-8'],
  'page.css': ['page.css', 'text/css; charset=utf-8'],
  'page.js': ['page.js', 'text/javascript; charset=utf-8'],
};

const protection = {
  'Content-Security-Policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src data:; " +
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
  'Cache-Control': 'no-store',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
};

/**
 * The local page on which a person plays the user. Only who knows its address may use it: it
 * listens on 127.0.0.1 and its path holds 192 random bits.
 */
export class SignInPage {
  private readonly streams: EventStreams;
  private readonly stopListening: () => void;

  private constructor(
    private readonly server: Server,
    private readonly device: SimulatedDevice,
    readonly url: string,
  ) {
    this.streams = new EventStreams((ids) => {
      for (const id of ids) device.desk.answer(id, 'refuse');
    });
    this.stopListening = device.events.on('interactionsChanged', (pending) => {
      this.streams.publish(pending);
    });
    server.on('request', (request, response) => {
      void this.serve(request, response);
    });
  }

  static async start(device: SimulatedDevice): Promise<SignInPage> {
    const server = createServer();
    server.listen(0, '127.0.0.1');
    await once(server, 'listening');
    server.unref();
    server.on('connection', (socket) => {
      socket.unref();
    });
    const { port } = server.address() as AddressInfo;
    const secret = randomBytes(24).toString('base64url');
    return new SignInPage(server, device, `http://127.0.0.1:${port}/${secret}/`);
  }

  async close(): Promise<void> {
    this.stopListening();
    if (!this.server.listening) return;
    const closed = once(this.server, 'close');
    this.server.close();
    this.streams.close();
    this.server.closeAllConnections();
    await closed;
  }

  private async serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host, origin, pathname } = new URL(this.url);
    const path = request.url ?? '';
    for (const [name, value] of Object.entries(protection)) response.setHeader(name, value);
    // A page of another site that points its name at 127.0.0.1 has another Host.
    if (request.headers.host !== host || !path.startsWith(pathname)) {
      finish(response, 404);
      return;
    }
    const resource = path.slice(pathname.length);
    if (request.method === 'POST' && resource === 'answer') {
      const foreign = request.headers.origin !== origin;
      finish(response, foreign ? 403 : await this.take(request));
    } else if (request.method !== 'GET') finish(response, 405);
    else if (resource === 'events') this.streams.add(response, this.device.desk.pending);
    else sendFile(response, resource);
  }

  private async take(request: IncomingMessage): Promise<number> {
    const posted = await readAnswer(request, this.device.desk.pending);
    if (typeof posted === 'number') return posted;
    return this.device.desk.answer(posted.id, posted.answer) ? 204 : 409;
  }
}

function finish(response: ServerResponse, status: number): void {
  response.writeHead(status).end();
}

function sendFile(response: ServerResponse, resource: string): void {
  const [file, type] = files[resource] ?? [];
  if (file === undefined) finish(response, 404);
  else response.setHeader('Content-Type', type ?? '').end(readFileSync(join(folder, file)));
}
