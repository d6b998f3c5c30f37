// SPDX-License-Identifier: MIT

/** The payload of a JWT, whoever signed it. */
export function payloadOf(token: string): Readonly<Record<string, unknown>> {
  const payload = token.split('.')[1] ?? '';
  return JSON.parse(Buffer.from(payload, 'base64url').toString('utf8')) as Record<string, unknown>;
}
