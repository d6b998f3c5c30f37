// SPDX-License-Identifier: MIT
import type { IncomingCall } from '../../core/directive.js';

const names = ['--method', '--bversion', '--cid', '--requestJson'] as const;

/** What a proxy says of itself: a word that only it knows, and its arguments. */
export interface Introduction {
  readonly word: string;
  readonly args: readonly string[];
}

/** Reads texts that end with a NUL each: the word, the number of arguments, these. */
export function readIntroduction(received: Buffer): Introduction | undefined {
  const [word = '', count, ...args] = received.toString().split('\0').slice(0, -1);
  return count !== undefined && args.length >= Number(count) ? { word, args } : undefined;
}

/** The call that a proxy was run for; undefined if its arguments are not those of a client. */
export function readArguments(args: readonly string[]): IncomingCall | undefined {
  const inOrder = names.every((name, index) => args[2 * index] === name);
  if (!inOrder || args.length !== 2 * names.length) return undefined;
  const [method = '', protocolVersion = '', correlationId = '', body = ''] = names.map(
    (_, index) => args[2 * index + 1],
  );
  // In the log and for the rules it is the Ping of a bus.
  return method === 'ping'
    ? { method: 'Ping', protocolVersion: '', correlationId: '', body: '' }
    : { method, protocolVersion, correlationId, body };
}
