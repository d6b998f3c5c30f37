// SPDX-License-Identifier: MIT
import { BrokerError } from '../errors/broker-error.js';

/** Whether a silent sign-in failed in a way that a window mends. */
export function needsWindow(error: unknown): boolean {
  return (
    error instanceof BrokerError &&
    ['interaction_required', 'account_unusable', 'account_mismatch'].includes(error.code)
  );
}
