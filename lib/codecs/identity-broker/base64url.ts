// SPDX-License-Identifier: MIT

/** The text that base64url stands for, with or without padding; undefined if it is none. */
export function base64urlText(encoded: string): string | undefined {
  const digits = encoded.replace(/={1,2}$/, '');
  // Buffer skips what it does not know instead of refusing it.
  if (!/^[\w-]*$/.test(digits) || digits.length % 4 === 1) return undefined;
  return Buffer.from(digits, 'base64url').toString('utf8');
}
