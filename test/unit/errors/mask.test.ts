// SPDX-License-Identifier: MIT
import { maskPersonalData } from '../../../lib/errors/mask.js';

const token = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.c2ln';
const opaque = '0.AXoA'.padEnd(80, 'k');

it.each([
  ['a mail address', 'user ada@contoso.example is blocked', 'user (pii) is blocked'],
  ['a mail address in quotes', 'user "ada@contoso.example"', 'user "(pii)"'],
  ['a mail address in angle brackets', 'Ada <ada@contoso.example>', 'Ada <(pii)>'],
  ['a mail address in a URL', 'login_hint=ada%40contoso.example', 'login_hint=(pii)'],
  ['a mail address in a URL in a URL', 'x=ada%2540contoso.example', 'x=(pii)'],
  ['a JWT', `token ${token} is bad`, 'token (token) is bad'],
  ['a JWT without signature', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhIn0.', '(token)'],
  ['an opaque token', `refresh ${opaque} is bad`, 'refresh (token) is bad'],
])('masks %s that nobody told it of', (_what, text, masked) => {
  expect(maskPersonalData(text, [])).toBe(masked);
});

it.each([
  ['a name in any case', 'ADA LOVELACE has no mailbox', ['Ada Lovelace'], '(pii) has no mailbox'],
  ['the longer of two first', 'Ada Lovelace', ['Ada', 'Ada Lovelace'], '(pii)'],
  ['characters of patterns', 'is it a+b(c]?', ['a+b(c]'], 'is it (pii)?'],
  ['a value in a URL', 'hint=Ada%20Lovelace', ['Ada Lovelace'], 'hint=(pii)'],
  ['a value in a form', 'hint=Ada+Lovelace', ['Ada Lovelace'], 'hint=(pii)'],
  ['a value in JSON', String.raw`{"claims":"{\"a\":1}"}`, ['{"a":1}'], '{"claims":"(pii)"}'],
  ['half a character', 'half \ud83d of it', ['half \ud83d'], '(pii) of it'],
  ['every occurrence', 'xyz, xyz', ['xyz'], '(pii), (pii)'],
  ['a short value, as a whole word', 'bad pw ab. Not about', ['ab'], 'bad pw (pii) Not about'],
  [
    'what stands before the @',
    'user ada is blocked',
    ['ada@contoso.example'],
    'user (pii) is blocked',
  ],
  ['a value that makes no pattern', `<${'"\\('.repeat(9_000)}>`, ['"\\('.repeat(9_000)], '<(pii)>'],
])('masks what is secret in the call: %s', (_what, text, known, masked) => {
  expect(maskPersonalData(text, known)).toBe(masked);
});

it.each([
  ['AADSTS50076: multi-factor authentication is required', []],
  ['Correlation ID: 11111111-2222-4333-8444-555555555555', []],
  ['https://login.microsoftonline.com/common/oauth2/nativeclient', []],
  ['about cabs, and nothing', ['ab', '']],
])('leaves alone: %s', (text, known) => {
  expect(maskPersonalData(text, known)).toBe(text);
});

it('takes linear time for hostile text', () => {
  // What took longer than that would run into the time limit of the test.
  for (const piece of ['@', 'a@', 'eyJ', 'eyJaaaaaaaa.', 'a', '=']) {
    expect(maskPersonalData(piece.repeat(2_000_000), []).length).toBeLessThan(2_000_000);
  }
});

it('cuts a text of megabytes behind a word, never within one', () => {
  const text = `${'x '.repeat(32_760)}ada.lovelace@contoso.example`.repeat(9);
  expect(maskPersonalData(text, [])).toMatch(/^(x )+x …$/);
});
