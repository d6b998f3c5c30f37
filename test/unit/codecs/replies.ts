// SPDX-License-Identifier: MIT
import type { TokenResult } from '../../../lib/broker/types.js';
import {
  decodeTokens,
  type Decoded,
  type ExpectedTokens,
  type Fault,
} from '../../../lib/codecs/identity-broker/index.js';
import { canonicalReply } from './captures.js';
import { correlationId } from './people.js';

export type Json = Record<string, unknown>;

export const expectedTokens: ExpectedTokens = {
  scopes: ['https://graph.microsoft.com/.default'],
  signedHttpRequest: false,
  authority: 'https://login.microsoftonline.com/common',
  correlationId,
};

/** The members of a good bearer reply. */
export function tokenFields(): Json {
  const reply = JSON.parse(canonicalReply('token-bearer')) as { brokerTokenResponse: Json };
  return reply.brokerTokenResponse;
}

/** Decodes a good bearer reply with some members changed; undefined takes a member away. */
export function tokensWith(
  changes: Json,
  expected: Partial<ExpectedTokens> = {},
  topLevel: Json = {},
): Decoded<TokenResult> {
  const body = { ...topLevel, brokerTokenResponse: { ...tokenFields(), ...changes } };
  return decodeTokens(JSON.stringify(body), { ...expectedTokens, ...expected });
}

export function valueOf<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw new Error(`a fault instead of a value: ${JSON.stringify(decoded.fault)}`);
  return decoded.value;
}

export function faultOf(decoded: Decoded<unknown>): Fault {
  if (decoded.ok) throw new Error('a value instead of a fault');
  return decoded.fault;
}

/** What is wrong with a reply that breaks the protocol. */
export function problemOf(decoded: Decoded<unknown>): string {
  const fault = faultOf(decoded);
  if (fault.kind !== 'protocol') throw new Error(`a fault of another kind: ${fault.kind}`);
  return fault.problem;
}

export function base64url(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return Buffer.from(text).toString('base64url');
}

/** An ID token without a signature. */
export function idTokenOf(claims: unknown): string {
  return `${base64url({ alg: 'none' })}.${base64url(claims)}.`;
}
