// SPDX-License-Identifier: MIT
import type { Socket } from 'node:net';
import type { ProxyManner } from '../../scenario/types.js';
import type { Caller } from '../deliveries.js';

const newlines = { crlf: '\r\n', lf: '\n', none: '' } as const;

/** Answers a call through the output and the end of the proxy that brought it. */
export class ProxyCaller implements Caller {
  private readonly bodies: string[] = [];

  constructor(
    private readonly socket: Socket,
    private readonly manner: ProxyManner,
  ) {}

  /** All replies of one moment go out together: a proxy that prints twice prints one text. */
  reply(body: string): void {
    if (this.bodies.push(body) > 1) return;
    queueMicrotask(() => {
      const { bom = false, newline = 'crlf' } = this.manner;
      const text = this.bodies.map((each) => each + newlines[newline]).join('');
      this.end((bom ? '\uFEFF' : '') + text, 0, this.manner.stderr ?? '');
    });
  }

  /** There is no bus: the proxy fails. */
  error(name: string, message: string): void {
    this.end('', 1, `${name}: ${message}\n`);
  }

  wrongSignature(): void {
    this.end('', 0, '');
  }

  private end(output: string, exitCode: number, errors: string): void {
    const { signal } = this.manner;
    const ending = signal ?? String(this.manner.exitCode ?? exitCode);
    this.socket.end(`${ending}\0${errors}\0${output}`);
  }
}
