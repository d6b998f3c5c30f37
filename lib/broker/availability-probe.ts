// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import type { BrokerAvailability } from './types.js';
import { unavailabilityOf } from './unavailability.js';

const probeTimeoutMs = 1_000;

/**
 * Whether there is a broker, for callers that must know without waiting for a promise. The look
 * starts at once and never starts a broker; reading the answer waits for the rest of it, one second
 * at most.
 */
export class AvailabilityProbe {
  readonly #channel: Channel | WamChannel;

  constructor(channel: Channel | WamChannel) {
    this.#channel = channel;
    channel.probe(0);
  }

  get availability(): BrokerAvailability {
    const result = this.#channel.probe(probeTimeoutMs);
    switch (result.state) {
      case 'reachable':
        return { available: true, channel: this.#channel.name };
      case 'unreachable':
        return unavailabilityOf(result.failure);
      case 'pending':
        return unavailabilityOf({ code: 'too_slow', name: '', message: '' });
    }
  }
}
