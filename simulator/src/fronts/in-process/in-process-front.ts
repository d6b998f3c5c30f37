// SPDX-License-Identifier: MIT
import type { Channel, ProbeResult } from 'entra-broker';
import type { Front, Host } from '../front.js';
import { failureOf, Unreachable } from './failures.js';
import { SimulatorChannel } from './simulator-channel.js';

/** Channels to the broker that need no bus, on any platform. */
export class InProcessFront implements Front {
  readonly host: Host;
  private readonly channels = new Set<SimulatorChannel>();
  private busUp = true;
  private running = false;

  constructor(
    host: Host,
    private readonly activatable: boolean,
  ) {
    this.host = host;
  }

  channel(): Channel {
    const channel = new SimulatorChannel(this, () => this.channels.delete(channel));
    this.channels.add(channel);
    return channel;
  }

  probe(): ProbeResult {
    if (!this.busUp) return { state: 'unreachable', failure: failureOf('bus_unreachable') };
    if (this.running || this.activatable) return { state: 'reachable', running: this.running };
    return { state: 'unreachable', failure: failureOf('name_unavailable') };
  }

  /** Rejects with what a caller shall be told; starts the broker where that is possible. */
  async reach(): Promise<void> {
    if (!this.busUp) throw new Unreachable(failureOf('bus_unreachable'));
    if (this.running) return;
    if (!this.activatable) throw new Unreachable(failureOf('service_unknown'));
    await this.host.activate();
  }

  appear(): Promise<void> {
    this.changeOwner(true);
    return Promise.resolve();
  }

  vanish(): Promise<void> {
    for (const channel of this.channels) channel.lose(failureOf('no_reply'));
    this.changeOwner(false);
    return Promise.resolve();
  }

  killBus(): Promise<void> {
    this.busUp = false;
    for (const channel of this.channels) channel.lose(failureOf('disconnected'));
    this.changeOwner(false);
    return Promise.resolve();
  }

  restartBus(): Promise<void> {
    this.busUp = true;
    return Promise.resolve();
  }

  close(): Promise<void> {
    for (const channel of [...this.channels]) channel.close();
    return Promise.resolve();
  }

  private changeOwner(running: boolean): void {
    if (this.running === running) return;
    this.running = running;
    const available = this.probe().state === 'reachable';
    for (const channel of this.channels) channel.tellOwner({ running, available });
  }
}
