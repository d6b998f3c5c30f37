// SPDX-License-Identifier: MIT
import { ownProduct } from '../broker/product.js';
import type { LogLevel, LogLine } from '../broker/types.js';
import type { LoggerOptions } from './options.js';

/** The place is the number that msal has for it, in every version. */
const levels: readonly LogLevel[] = ['error', 'warning', 'info', 'verbose', 'trace'];

/** msal's callback, without its enum: the one of the app's version is not ours. */
type Callback = (level: number, message: string, containsPii: boolean) => void;

/** Writes a broker's log lines to msal's logger, in the form that msal gives its own lines. */
export function lineWriter(options: LoggerOptions): (line: LogLine) => void {
  const { name, version } = ownProduct();
  const callback = options.loggerCallback as Callback | undefined;
  const limit: number = options.logLevel ?? levels.indexOf('info');
  return ({ level, message, correlationId, containsPii }) => {
    const number = levels.indexOf(level);
    if (number > limit || (containsPii && options.piiLoggingEnabled !== true)) return;
    const head = `[${new Date().toUTCString()}] : [${correlationId}] : ${name}@${version}`;
    const word = level.charAt(0).toUpperCase() + level.slice(1);
    callback?.(number, `${head} : ${word} - ${message}`, containsPii);
  };
}
