// SPDX-License-Identifier: MIT
import type { ClientProduct, ReplyReading } from '../codecs/identity-broker/index.js';
import type { Privacy } from './failures.js';

/** What a dialect needs to know besides its channel. */
export interface DialectOptions extends Privacy {
  readonly product: ClientProduct;
  /** Lets a password go over a channel whose requests others can read. */
  readonly allowPasswordInArguments: boolean;
  readonly reading: ReplyReading;
}
