// SPDX-License-Identifier: MIT
import type { AccountEvent, WamChannel, WamObject } from '../../channels/wam/calls.js';
import type { BrokerNotice } from '../broker-dialect.js';
import { releaseObjects } from './objects.js';

/** The monitor of one client's accounts. */
interface Monitor {
  readonly clientId: string;
  /** WAM's ids of the accounts that it watches. */
  readonly accounts: string;
  /** Undefined until Windows has made it. */
  object?: WamObject;
}

interface Watched {
  readonly id: string;
  readonly object: WamObject;
}

const monitorTimeoutMs = 30_000;

/**
 * Has Windows watch the accounts that were listed last, client by client, as soon as somebody
 * listens. That it cannot is no failure of the call that listed them.
 */
export class AccountMonitors {
  readonly #channel: WamChannel;
  readonly #byClient = new Map<string, Monitor>();
  #tell: ((notice: BrokerNotice) => void) | undefined;

  constructor(channel: WamChannel) {
    this.#channel = channel;
  }

  watch(tell: (notice: BrokerNotice) => void): void {
    if (this.#tell !== undefined) return;
    this.#tell = tell;
    // Weakly, or the channel would keep itself from ever being collected.
    const self = new WeakRef(this);
    this.#channel.watch('accounts', (event) => {
      const monitors = self.deref();
      if (monitors !== undefined) monitors.#onEvent(event);
    });
  }

  /** Whether to hand over the accounts of a list: somebody listens, and they are others. */
  wants(clientId: string, ids: readonly string[]): boolean {
    if (this.#tell === undefined) return false;
    return this.#byClient.get(clientId)?.accounts !== accountsText(ids);
  }

  /** Takes over the objects of these accounts. */
  replace(clientId: string, watched: readonly Watched[]): void {
    const accounts = accountsText(watched.map(({ id }) => id));
    const monitor: Monitor = { clientId, accounts };
    this.#drop(this.#byClient.get(clientId));
    this.#byClient.set(clientId, monitor);
    if (watched.length > 0)
      this.#start(
        monitor,
        watched.map(({ object }) => object),
      );
  }

  #start(monitor: Monitor, accounts: readonly WamObject[]): void {
    const channel = this.#channel;
    const call = { verb: 'monitorAccounts', accounts, timeoutMs: monitorTimeoutMs } as const;
    const id = channel.start<'monitorAccounts'>(call, (reply) => {
      releaseObjects(channel, accounts);
      const isCurrent = this.#byClient.get(monitor.clientId) === monitor;
      if (!reply.ok) {
        // The next list tries again.
        if (isCurrent) this.#byClient.delete(monitor.clientId);
        return;
      }
      monitor.object = reply.answer;
      if (!isCurrent) this.#drop(monitor);
    });
    channel.unref(id);
  }

  #drop(monitor: Monitor | undefined): void {
    if (monitor?.object !== undefined) releaseObjects(this.#channel, [monitor.object]);
  }

  #onEvent(event: AccountEvent): void {
    const monitors = [...this.#byClient.values()];
    const monitor = monitors.find(({ object }) => object === event.monitor);
    if (monitor !== undefined) this.#tell?.({ kind: 'accounts', clientId: monitor.clientId });
  }
}

function accountsText(ids: readonly string[]): string {
  return JSON.stringify([...ids].sort());
}
