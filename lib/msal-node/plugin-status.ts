// SPDX-License-Identifier: MIT
import { AvailabilityProbe } from '../broker/availability-probe.js';
import { inspect } from '../broker/inspect.js';
import type { BrokerAvailability, BrokerOptions, InspectOptions } from '../broker/types.js';
import { unavailabilityOf, type Unavailability } from '../broker/unavailability.js';

type Channel = NonNullable<BrokerOptions['channel']>;

/** Whether that is no channel but why there is none; of a wrong option it is neither. */
export function isUnavailability(found: Channel | Unavailability): found is Unavailability {
  return typeof found === 'object' && 'available' in found;
}

/**
 * Whether there is a broker. Known at once, by a probe that starts with the plug-in and starts no
 * broker; better known after a Ping, whose answer then counts until the next one.
 */
export class PluginStatus {
  #channel: Channel | undefined;
  /** What tells, when it is asked: the probe, or an answer that stays. */
  #look: () => BrokerAvailability;
  #known: BrokerAvailability | undefined;
  #openWindows = 0;

  constructor(found: Channel | Unavailability) {
    if (isUnavailability(found)) {
      this.#look = () => found;
      return;
    }
    this.#channel = found;
    const probe = new AvailabilityProbe(found);
    this.#look = () => probe.availability;
  }

  /** Waits for the rest of the first look, one second at most. */
  get availability(): BrokerAvailability {
    // Whoever answers a window is there, and a look could block the thread that serves it.
    if (this.#openWindows > 0 && this.#known !== undefined) return this.#known;
    const known = this.#look();
    this.#known = known;
    // A bus that hangs would block the thread for another second at each look.
    const hangs = !known.available && known.problem === 'too_slow';
    return hangs ? this.#settle(known) : known;
  }

  async ping(options: Omit<InspectOptions, 'channel'>): Promise<BrokerAvailability> {
    const channel = this.#channel;
    if (channel === undefined) return this.availability;
    const known = await inspect({ ...options, channel });
    const wasClosed = this.#channel !== channel;
    return wasClosed ? this.availability : this.#settle(known);
  }

  /** From now on there is no broker for this plug-in. */
  close(): void {
    this.#channel = undefined;
    this.#settle(unavailabilityOf({ code: 'closed', name: '', message: '' }));
  }

  /** An answer that stays until the next Ping. */
  #settle(known: BrokerAvailability): BrokerAvailability {
    this.#look = () => known;
    this.#known = known;
    return known;
  }

  /** While `call` waits for its window, the last known answer serves. */
  async duringWindow<T>(call: () => Promise<T>): Promise<T> {
    this.#openWindows += 1;
    try {
      return await call();
    } finally {
      this.#openWindows -= 1;
    }
  }
}
