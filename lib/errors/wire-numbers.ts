// SPDX-License-Identifier: MIT
import type { BrokerError } from './broker-error.js';

/** Numbers in a broker's error as they came; BrokerError shows text, and 0 where there was none. */
export interface WireNumbers {
  readonly code: number | undefined;
  readonly tag: number | undefined;
}

// Beside the error, not in it: they are for the entry that answers in Microsoft's own numbers.
const numbers = new WeakMap<BrokerError, WireNumbers>();

export function keepWireNumbers(error: BrokerError, wire: WireNumbers): BrokerError {
  numbers.set(error, wire);
  return error;
}

/** Undefined for an error that is not the broker's own. */
export function wireNumbersOf(error: BrokerError): WireNumbers | undefined {
  return numbers.get(error);
}
