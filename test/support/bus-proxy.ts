// SPDX-License-Identifier: MIT
import { connect, type ListenOptions, type Socket } from 'node:net';
import { Listener } from './listener.js';

/** A way to a bus that counts who speaks through it, and can make clients wait. */
export class BusProxy implements AsyncDisposable {
  readonly #busPath: string;
  #listener: Listener | undefined;
  #waiting: Socket[] | undefined;
  #speakers = 0;

  private constructor(busAddress: string, hold: boolean) {
    this.#busPath = busAddress.replace(/^unix:path=/, '');
    this.#waiting = hold ? [] : undefined;
  }

  /** With `hold`, nobody gets through before `release()`. */
  static async start(
    busAddress: string,
    where: ListenOptions,
    { hold = false }: { hold?: boolean } = {},
  ): Promise<BusProxy> {
    const proxy = new BusProxy(busAddress, hold);
    proxy.#listener = await Listener.start(where, (client) => {
      if (proxy.#waiting === undefined) proxy.#join(client);
      else proxy.#waiting.push(client);
    });
    return proxy;
  }

  /** Connections on which a client has said something; others only looked who listens. */
  get speakers(): number {
    return this.#speakers;
  }

  get port(): number {
    return this.#listener?.port ?? 0;
  }

  release(): void {
    for (const client of this.#waiting ?? []) this.#join(client);
    this.#waiting = undefined;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#listener?.[Symbol.asyncDispose]();
  }

  #join(client: Socket): void {
    const bus = connect(this.#busPath);
    const end = (): void => {
      bus.destroy();
      client.destroy();
    };
    for (const side of [client, bus]) side.on('error', end).on('close', end);
    client.once('data', () => {
      this.#speakers += 1;
    });
    client.pipe(bus).pipe(client);
  }
}
