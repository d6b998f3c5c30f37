// SPDX-License-Identifier: MIT
import { protocolFault, type Decoded } from './faults.js';
import { errorReply, parseReply } from './reply.js';
import {
  integer,
  isObject,
  member,
  nonEmptyString,
  type UntrustedObject,
} from './untrusted-json.js';

/** A token reply that tells of no error. */
export interface TokenEnvelope {
  readonly fields: UntrustedObject;
  readonly telemetry: UntrustedObject | undefined;
}

const userSwitched = 12;

/** The fields of a token reply, or the error in it, which may stand inside or outside of them. */
export function openTokenReply(body: string): Decoded<TokenEnvelope> {
  const reply = parseReply('a token request', body);
  if (!reply.ok) return reply;
  const fields = member(reply.value, 'brokerTokenResponse');
  const error = member(isObject(fields) ? fields : reply.value, 'error');
  if (isObject(error) && !isSuccess(error, fields)) return errorReply('a token request', error);
  if (fields === undefined) {
    return protocolFault('4pq4a', 'the token reply has neither brokerTokenResponse nor error');
  }
  if (!isObject(fields)) {
    return protocolFault('7a2gh', 'brokerTokenResponse in the token reply is no object', 6);
  }
  const telemetry = member(reply.value, 'telemetry');
  return { ok: true, value: { fields, telemetry: isObject(telemetry) ? telemetry : undefined } };
}

// Another user than asked for is for the account guard to judge, if only there are tokens.
function isSuccess(error: UntrustedObject, fields: unknown): boolean {
  return (
    integer(member(error, 'status')) === userSwitched &&
    isObject(fields) &&
    nonEmptyString(member(fields, 'idToken')) !== undefined
  );
}
