// SPDX-License-Identifier: MIT
import type { Activation, Front, Host } from '../front.js';
import { ActivationDesk } from './activation-desk.js';
import { BrokerService } from './broker-service.js';
import { BusDaemon } from './bus-daemon.js';

export interface DbusFrontOptions {
  /** A bus that is there already; default: a private one. */
  readonly address?: string | undefined;
  /** Given if the bus shall be able to start the broker. */
  readonly activation?: Activation | undefined;
}

const defaultActivationTimeoutMs = 25_000;

/** The broker on a session bus, normally one of its own. */
export class DbusFront implements Front {
  private readonly service: BrokerService;
  private desk: ActivationDesk | undefined;

  private constructor(
    host: Host,
    readonly address: string,
    private readonly daemon: BusDaemon | undefined,
  ) {
    this.service = new BrokerService(host);
  }

  static async start(host: Host, { address, activation }: DbusFrontOptions): Promise<DbusFront> {
    if (address !== undefined) {
      if (activation !== undefined) {
        throw new TypeError('A broker cannot be made activatable on a bus that is not our own');
      }
      return new DbusFront(host, address, undefined);
    }
    const activationTimeoutMs = activation?.timeoutMs ?? defaultActivationTimeoutMs;
    const daemon = await BusDaemon.prepare({ activationTimeoutMs });
    const front = new DbusFront(host, daemon.address, daemon);
    try {
      if (activation !== undefined) {
        const { folder, servicesFolder } = daemon;
        front.desk = await ActivationDesk.start(host, folder, servicesFolder, activation);
      }
      await daemon.start();
    } catch (error) {
      await front.close();
      throw error;
    }
    return front;
  }

  appear(): Promise<void> {
    return this.service.appear(this.address);
  }

  vanish(): Promise<void> {
    return this.service.vanish();
  }

  async killBus(): Promise<void> {
    await this.ownDaemon().kill();
    await this.service.vanish();
  }

  restartBus(): Promise<void> {
    return this.ownDaemon().start();
  }

  async close(): Promise<void> {
    await this.service.vanish();
    await this.desk?.close();
    await this.daemon?.stop();
  }

  private ownDaemon(): BusDaemon {
    if (this.daemon === undefined) {
      throw new TypeError('This bus was given by its address: only its owner may stop or start it');
    }
    return this.daemon;
  }
}
