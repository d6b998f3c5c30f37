// SPDX-License-Identifier: MIT
import { tagNumber, tagText } from '../../../lib/errors/tag.js';

// Pairs that Microsoft's client was seen to report.
it.each([
  [507_897_694, '4r434'],
  [508_605_726, '4ulu4'],
  [508_605_727, '4ulu5'],
  [509_097_813, '4wd3v'],
  [507_377_563, '4p541'],
  [508_605_725, '4ulu3'],
  [509_097_814, '4wd3w'],
  [507_316_096, '4pq4a'],
])('%i is %s', (number, text) => {
  expect(tagText(number)).toBe(text);
});

it.each([
  [0, 'aaaaa'],
  [63, 'aaaa*'],
  [2 ** 30, 'aaaaa'],
  [2 ** 30 + 507_897_694, '4r434'],
  [-1, '*****'],
  [1.9, 'aaaab'],
  [Number.MAX_SAFE_INTEGER, '*****'],
])('%d, which no broker should send, is %s', (number, text) => {
  expect(tagText(number)).toBe(text);
});

it.each(['4r434', 'aaaaa', '99999', '581h7'])('%s is the text of its number', (text) => {
  expect(tagText(tagNumber(text))).toBe(text);
});

it.each(['', '4r43', '4R434', '4r43*', '4r4344'])('%j stands for no number', (text) => {
  expect(tagNumber(text)).toBe(0);
});
