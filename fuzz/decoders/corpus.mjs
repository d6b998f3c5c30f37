// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../../test/captures/linux/', import.meta.url);

/** Texts of all recorded replies, and of what else the captures hold: JSON of the same world. */
export function capturedBodies() {
  const bodies = readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => bodiesOf(name, readFileSync(new URL(name, folder), 'utf8')));
  return [...new Set([...bodies, ...uncapturedBodies()])];
}

/** @param {string} name @param {string} text */
function bodiesOf(name, text) {
  if (name.startsWith('canonical-')) return [text];
  const capture = JSON.parse(text);
  const replies = Object.values(capture.brokerReplies ?? {}).map(({ reply }) => reply);
  const requests = (capture.calls ?? []).map(
    (/** @type {{ parsedRequest: unknown }} */ { parsedRequest }) => parsedRequest,
  );
  return [...replies, ...requests].map((value) =>
    typeof value === 'string' ? value : (JSON.stringify(value) ?? ''),
  );
}

/**
 * What no capture shows, and the decoders read all the same: an account without its ids, telemetry,
 * another user's tokens, an ID token that says little, members that would become prototypes.
 */
function uncapturedBodies() {
  const file = new URL('ats-atr.response.json', folder);
  const { brokerReplies } = JSON.parse(readFileSync(file, 'utf8'));
  const { brokerTokenResponse: fields } = brokerReplies.acquireTokenSilently.reply;
  const polluting = JSON.parse('{"preferred_username":"a","__proto__":{"a":1}}');
  const claims = Buffer.from(JSON.stringify(polluting)).toString('base64url');
  return [
    JSON.parse('{"accounts":[{"__proto__":{"a":1},"username":"a"},7]}'),
    { brokerTokenResponse: { ...fields, idToken: 'e30.e30.' } },
    { brokerTokenResponse: fields, telemetry: { invented: polluting } },
    { brokerTokenResponse: { ...fields, error: { status: 12 } } },
    { brokerTokenResponse: { ...fields, idToken: `e30.${claims}.` } },
    ...wordsOfWindows,
  ].map((body) => JSON.stringify(body));
}

const webAccount = ['7', 'an id', 'ada@contoso.example', '1', '__proto__', 'a'];

/** Replies of the native channel of Windows, one of each kind. */
const wordsOfWindows = [
  ['10.0.26100', '1', '1', '0', '1', '0', '0', '', '1'],
  ['10.0.26100', '1', '1', '0', '1', '0', '0', '2147942405', '0'],
  ['3', 'https://login.microsoft.com', 'organizations'],
  webAccount,
  ['0', '0', '', '', '2', ...webAccount, ...webAccount],
  ['5', '5', '1', '3399614467', 'words', '0'],
  ['5', '0', '0', '', '', '1', 'token', '0', '', '', '1', ...webAccount, '0'],
  ['1'],
  [],
];

/** Strings and names of the protocol: what a mutation puts in the place of others. */
export function dictionaryOf(/** @type {readonly string[]} */ bodies) {
  const names = new Set([
    'telemetry',
    '__proto__',
    'constructor',
    'prototype',
    'toString',
    'hasOwnProperty',
  ]);
  const strings = new Set([
    '',
    ' ',
    '0',
    '-1',
    '1e999',
    'null',
    'a.b.c',
    'e30',
    'a.e30.c',
    '\uFEFF',
  ]);
  /** @param {unknown} value */
  const walk = (value) => {
    if (typeof value === 'string') strings.add(value);
    if (typeof value !== 'object' || value === null) return;
    for (const [name, member] of Object.entries(value)) {
      if (!Array.isArray(value)) names.add(name);
      walk(member);
    }
  };
  for (const body of bodies) if (isJson(body)) walk(JSON.parse(body));
  return { names: [...names], strings: [...strings] };
}

/** @param {string} text */
function isJson(text) {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
