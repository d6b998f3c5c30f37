// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Random } from '../random.mjs';
import { nextMessage } from './incoming.mjs';
import { lies, nonsense, truth } from './lies.mjs';

/** @typedef {import('node:net').Socket} Socket */

const guid = '0123456789abcdef0123456789abcdef';

/** What a server may say to a line of the handshake, besides what it ought to say. */
const oddLines = [
  '',
  'OK\r\n',
  'OK not-a-guid\r\n',
  `OK ${guid}`,
  'REJECTED\r\n',
  'REJECTED EXTERNAL DBUS_COOKIE_SHA1 ANONYMOUS\r\n',
  'DATA 00\r\n',
  'DATA zz\r\n',
  'ERROR "no"\r\n',
  'AGREE_UNIX_FD\r\n',
  'BEGIN\r\n',
  `${'A'.repeat(20_000)}\r\n`,
  'A'.repeat(70_000),
  '\0\0\0\0',
  '\r\n\r\n\r\n',
];

/** A bus that lies: one on which nothing can be relied upon but the kind of its socket. */
export class HostileBus {
  #folder = mkdtempSync(join(tmpdir(), 'entra-broker-fuzz-'));
  #server = createServer((socket) => this.#serve(socket));
  #random;
  #sockets = /** @type {Set<Socket>} */ (new Set());
  connections = 0;
  messages = 0;

  /** @param {number} seed */
  constructor(seed) {
    this.#random = new Random(seed);
  }

  get socket() {
    return join(this.#folder, 'bus');
  }

  get address() {
    return `unix:path=${this.socket}`;
  }

  async listen() {
    this.#server.listen({ path: this.socket, backlog: 1024 });
    await once(this.#server, 'listening');
  }

  async close() {
    const closed = once(this.#server, 'close');
    this.#server.close();
    for (const socket of this.#sockets) socket.destroy();
    await closed;
    rmSync(this.#folder, { recursive: true, force: true });
  }

  /** @param {Socket} socket */
  #serve(socket) {
    this.connections += 1;
    this.#sockets.add(socket);
    // Each connection draws from numbers of its own: what one does, does not change the others.
    const talk = new Talk(socket, new Random(this.#random.next()), () => (this.messages += 1));
    socket.on('data', (bytes) => talk.receive(bytes));
    socket.on('error', () => socket.destroy());
    socket.on('close', () => this.#sockets.delete(socket));
  }
}

/** What is said on one connection. */
class Talk {
  #socket;
  #random;
  #onMessage;
  /** @type {Buffer} */
  #came = Buffer.alloc(0);
  #authenticated = false;
  #oddHandshake;
  #honesty;

  /** @param {Socket} socket @param {Random} random @param {() => void} onMessage */
  constructor(socket, random, onMessage) {
    this.#socket = socket;
    this.#random = random;
    this.#onMessage = onMessage;
    this.#oddHandshake = random.onceIn(8);
    this.#honesty = random.pick([1, 2, 5, 30]); // lies once in so many times
  }

  /** @param {Buffer} bytes */
  receive(bytes) {
    this.#came = Buffer.concat([this.#came, bytes]);
    if (!this.#authenticated) this.#handshake();
    while (this.#authenticated) {
      const next = nextMessage(this.#came);
      if (next === undefined) return;
      this.#came = next.rest;
      this.#onMessage();
      this.#answer(next.asked);
    }
  }

  #handshake() {
    for (let end = this.#came.indexOf('\r\n'); end >= 0; end = this.#came.indexOf('\r\n')) {
      const line = this.#came.toString('latin1', 0, end).replace('\0', '');
      this.#came = this.#came.subarray(end + 2);
      if (line === 'BEGIN') {
        this.#authenticated = true;
        return;
      }
      const right = line.startsWith('AUTH')
        ? `OK ${guid}\r\n`
        : line === 'NEGOTIATE_UNIX_FD'
          ? 'AGREE_UNIX_FD\r\n'
          : 'ERROR\r\n';
      this.#send(Buffer.from(this.#oddHandshake ? this.#random.pick([right, ...oddLines]) : right));
      if (this.#oddHandshake && this.#random.onceIn(6)) this.#socket.destroy();
    }
  }

  /** @param {import('./incoming.mjs').Asked} asked */
  #answer(asked) {
    const random = this.#random;
    // Where Hello fails, nothing comes after it.
    const honesty = asked.member === 'Hello' ? this.#honesty * 4 : this.#honesty;
    const lie = random.onceIn(8) ? nonsense : lies;
    const messages = random.onceIn(honesty) ? lie(asked, random) : [truth(asked)];
    const later = random.onceIn(6) ? random.below(120) : 0;
    const say = () => {
      for (const message of messages) this.#send(message);
      if (random.onceIn(60)) this.#socket.destroy();
    };
    if (later === 0) say();
    else setTimeout(say, later);
  }

  /** In one piece or in small ones. @param {Buffer} bytes */
  #send(bytes) {
    if (this.#socket.destroyed) return;
    if (bytes.length > 5000 || !this.#random.onceIn(8)) {
      this.#socket.write(bytes);
      return;
    }
    const size = 1 + this.#random.below(20);
    for (let at = 0; at < bytes.length; at += size)
      this.#socket.write(bytes.subarray(at, at + size));
  }
}
