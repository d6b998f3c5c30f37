// SPDX-License-Identifier: MIT

const symbols = 'abcdefghijklmnopqrstuvwxyz0123456789';

/**
 * Text of an error tag: a 30-bit integer of five 6-bit symbols, a–z then 0–9, anything above is
 * shown as `*` (measured on Microsoft's runtime: 507897694 is `4r434`). Larger numbers are cut to
 * their low 30 bits, as the runtime does.
 */
export function tagText(tag: number): string {
  let text = '';
  let rest = BigInt(Math.trunc(tag));
  for (let position = 0; position < 5; position += 1) {
    text = (symbols[Number(rest & 63n)] ?? '*') + text;
    rest >>= 6n;
  }
  return text;
}

/** The integer that a tag's text stands for; 0 for a text that is none, such as the empty one. */
export function tagNumber(text: string): number {
  if (!/^[a-z0-9]{5}$/.test(text)) return 0;
  return Array.from(text).reduce((number, symbol) => number * 64 + symbols.indexOf(symbol), 0);
}
