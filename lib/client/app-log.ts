// SPDX-License-Identifier: MIT
import type { LogLevel, LogLine } from '../broker/types.js';
import { lineWriter } from '../msal-node/logger.js';
import type { LoggerOptions } from '../msal-node/options.js';

/** What goes to the app's own logger; without one, nowhere. */
export class AppLog {
  readonly #write: (line: LogLine) => void;

  constructor(options: LoggerOptions | undefined) {
    this.#write = lineWriter(options ?? {});
  }

  write(level: LogLevel, message: string, correlationId = ''): void {
    this.#write({ level, message, correlationId, brokerInstance: 0, containsPii: false });
  }

  /**
   * A line of the Broker's. As in MSAL Python, its warnings are details here: the app learns of a
   * failure by its error, and of the broker's absence by one warning.
   */
  readonly forward = (line: LogLine): void => {
    this.#write({ ...line, level: line.level === 'trace' ? 'trace' : 'verbose' });
  };
}
