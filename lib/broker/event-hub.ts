// SPDX-License-Identifier: MIT
import { check, checkAs } from './checks/check.js';
import type { BrokerEvents } from './types.js';

type Listeners = { [K in keyof BrokerEvents]: Set<(value: BrokerEvents[K]) => void> };

/** The listeners of one broker. A listener that throws harms neither the others nor the call. */
export class EventHub {
  readonly #listeners: Listeners = {
    accountsChanged: new Set(),
    availabilityChanged: new Set(),
    log: new Set(),
  };

  add<K extends keyof BrokerEvents>(
    event: K,
    listener: (value: BrokerEvents[K]) => void,
  ): () => void {
    checkListener(Object.keys(this.#listeners), event, listener);
    // Wrapped, so that the same function added twice is called and removed twice.
    const entry = (value: BrokerEvents[K]): void => {
      listener(value);
    };
    this.#listeners[event].add(entry);
    return () => {
      this.#listeners[event].delete(entry);
    };
  }

  emit<K extends keyof BrokerEvents>(event: K, value: BrokerEvents[K]): void {
    for (const listener of [...this.#listeners[event]]) {
      try {
        listener(value);
      } catch (error) {
        // The application's bug, reported as it would be from an EventEmitter of its own.
        queueMicrotask(() => {
          throw error;
        });
      }
    }
  }

  clear(): void {
    for (const listeners of Object.values(this.#listeners)) listeners.clear();
  }
}

function checkListener(events: readonly string[], event: unknown, listener: unknown): void {
  checkAs('on', () => {
    check(
      typeof event === 'string' && events.includes(event),
      `the event must be one of ${events.join(', ')}`,
    );
    check(typeof listener === 'function', 'the listener must be a function');
  });
}
