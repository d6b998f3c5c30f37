// SPDX-License-Identifier: MIT
import { brokerTag, clientStatus, protocolFault, type Decoded, type Failed } from './faults.js';
import { integer, isObject, member, parseObject, type UntrustedObject } from './untrusted-json.js';

/** The object that a reply consists of, whether or not it tells of an error. */
export function parseReply(method: string, body: string): Decoded<UntrustedObject> {
  const parsed = parseObject(body);
  if (parsed.ok) return { ok: true, value: parsed.object };
  return protocolFault('4pq4a', `the reply to ${method} ${parsed.problem}`);
}

/** The object that a reply consists of, or the error that it tells of. */
export function openReply(method: string, body: string): Decoded<UntrustedObject> {
  const reply = parseReply(method, body);
  if (!reply.ok) return reply;
  const error = member(reply.value, 'error');
  return isObject(error) ? errorReply(method, error) : reply;
}

/**
 * The fault that an error object stands for. Only the status is needed: himmelblau sends no tag
 * and no error code, and a missing context must not hide the error.
 */
export function errorReply(method: string, error: UntrustedObject): Failed {
  const status = integer(member(error, 'status'));
  if (status === undefined) {
    return protocolFault('7a393', `error.status in the reply to ${method} is missing or no number`);
  }
  const context = member(error, 'context');
  const wire = { code: integer(member(error, 'errorCode')), tag: integer(member(error, 'tag')) };
  return {
    ok: false,
    fault: {
      kind: 'broker',
      status: clientStatus(status),
      nativeCode: wire.code ?? 0,
      tag: brokerTag(wire.tag),
      context: typeof context === 'string' ? context : '',
      wire,
    },
  };
}
