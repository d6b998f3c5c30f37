// SPDX-License-Identifier: MIT
import { connect, type Socket } from 'node:net';
import { Listener } from './listener.js';

/** What becomes of a connection that was cut. */
export type Cut = 'stall' | 'hang up' | 'garbage';

/** A way to a bus that stops in the middle of what the bus says. */
export class CuttingProxy implements AsyncDisposable {
  readonly #listener: Listener;
  #left = Infinity;
  #cut: Cut = 'stall';

  private constructor(listener: Listener) {
    this.#listener = listener;
  }

  static async start(busAddress: string, path: string): Promise<CuttingProxy> {
    const join = (client: Socket): void => {
      const bus = connect(busAddress.replace(/^unix:path=/, ''));
      const end = (): void => {
        bus.destroy();
        client.destroy();
      };
      for (const side of [client, bus]) side.on('error', end).on('close', end);
      client.pipe(bus);
      bus.on('data', (data) => proxy.#pass(data, client));
    };
    const proxy: CuttingProxy = new CuttingProxy(await Listener.start({ path }, join));
    return proxy;
  }

  /** From now on: so many more bytes from the bus, on all connections, and then the cut. */
  cutAfter(bytes: number, cut: Cut): void {
    this.#left = bytes;
    this.#cut = cut;
  }

  mend(): void {
    this.#left = Infinity;
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.#listener[Symbol.asyncDispose]();
  }

  #pass(data: Buffer, client: Socket): void {
    const passed = data.subarray(0, this.#left);
    this.#left -= passed.length;
    client.write(passed);
    if (passed.length === data.length) return;
    if (this.#cut === 'hang up') client.destroySoon();
    if (this.#cut === 'garbage') client.write(Buffer.alloc(data.length - passed.length, 0xfe));
  }
}
