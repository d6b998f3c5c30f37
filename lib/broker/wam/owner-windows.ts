// SPDX-License-Identifier: MIT
import type { WamWindow } from '../../channels/wam/calls.js';
import type { CallScope } from '../call-scope.js';

/** The windows that own one of WAM's now: each takes one at a time, the console as well. */
export class OwnerWindows {
  readonly #taken = new Set<WamWindow>();

  /**
   * Takes a window, until the function that is returned is called.
   *
   * @throws BrokerError `interaction_in_progress` if it is taken.
   */
  take(scope: CallScope, window: WamWindow): () => void {
    scope.throwIfEnded();
    const owner = ownerOf(window);
    if (this.#taken.has(owner)) throw scope.error('interaction_in_progress');
    this.#taken.add(owner);
    return () => this.#taken.delete(owner);
  }
}

/** Handles have 32 bits: above them the same window may come with zeros or with the sign. */
function ownerOf(window: WamWindow): WamWindow {
  return window === 'console' ? window : BigInt.asUintN(32, window);
}
