// SPDX-License-Identifier: MIT
import type { IncomingCall } from '../../core/directive.js';

const names = ['--method', '--bversion', '--cid', '--requestJson'] as const;

/** The call that a proxy was run for; undefined if its arguments are not those of a client. */
export function readArguments(line: string): IncomingCall | undefined {
  const args = JSON.parse(line) as readonly string[];
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
