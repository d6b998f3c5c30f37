// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { replyOfWords } from '../../dist/channels/wam/replies.js';
import * as codec from '../../dist/codecs/identity-broker/index.js';
import { maskPersonalData } from '../../dist/errors/mask.js';

/** @typedef {import('../../dist/codecs/identity-broker/index.js').Decoded<unknown>} Decoded */

const expected = {
  scopes: ['basic', 'openid'], // as in the captures
  authority: 'https://login.microsoftonline.com/common',
  correlationId: '00000000-0000-4000-8000-000000000001',
};

/**
 * Each takes the text of a reply and returns in what way it was answered: a short text of which
 * there are few, so that a new one means a way through the code that no input took before.
 * @type {Readonly<Record<string, (body: string) => string>>}
 */
export const targets = {
  decodeTokens: (body) =>
    wayOf(codec.decodeTokens(body, { ...expected, signedHttpRequest: false }), checkTokens),
  decodeSignedTokens: (body) =>
    wayOf(codec.decodeTokens(body, { ...expected, signedHttpRequest: true }), checkTokens),
  decodeSignIn: (body) =>
    wayOf(
      codec.decodeTokens(body, { ...expected, scopes: ['openid'], signedHttpRequest: false }),
      checkTokens,
    ),
  decodeTokensExactly: (body) =>
    wayOf(
      codec.decodeTokens(body, { ...expected, signedHttpRequest: false, reading: 'exact' }),
      checkTokens,
    ),
  decodeAccounts: (body) => wayOf(codec.decodeAccounts(body), checkAccounts),
  decodePrtSsoCookies: (body) => wayOf(codec.decodePrtSsoCookies(body), checkCookies),
  decodeVersion: (body) => wayOf(codec.decodeVersion(body), checkText),
  decodeSignedHttpRequest: (body) => wayOf(codec.decodeSignedHttpRequest(body), checkText),
  decodeRemoveAccount: (body) => wayOf(codec.decodeRemoveAccount(body), checkNothing),
  decodeCancel: (body) => wayOf(codec.decodeCancel(body), checkNothing),
  wordsOfWindows,
  maskPersonalData: mask,
};

/** @template T @param {import('../../dist/codecs/identity-broker/index.js').Decoded<T>} decoded @param {(value: T) => string} check */
function wayOf(decoded, check) {
  return decoded.ok ? `ok ${check(decoded.value)}` : checkFault(decoded.fault);
}

/** @param {import('../../dist/codecs/identity-broker/index.js').Fault} fault */
function checkFault(fault) {
  assert.ok(Number.isInteger(fault.status) && fault.status >= 0 && fault.status <= 21);
  assert.match(fault.tag, /^([a-z0-9*]{5})?$/);
  switch (fault.kind) {
    case 'protocol':
      // Written by us: of a few words, and never with a value of the reply in them.
      assert.ok(fault.problem.length < 160 && /repl/.test(fault.problem));
      return `protocol ${fault.tag} ${fault.problem}`;
    case 'broker':
      assert.ok(Number.isInteger(fault.nativeCode) && typeof fault.context === 'string');
      return `broker ${fault.status} ${fault.tag === '' ? 'untagged' : 'tagged'} ${fault.context === ''}`;
    case 'declined_scopes':
      assert.ok(fault.declined.length > 0 && fault.granted.length > 0);
      return 'declined';
  }
}

/** @param {import('../../dist/index.js').TokenResult} result */
function checkTokens(result) {
  checkAccount(result.account);
  assert.ok(!Number.isNaN(result.expiresOn.getTime()));
  const extended = result.extendedExpiresOn;
  assert.ok(extended === undefined || extended.getTime() >= result.expiresOn.getTime());
  for (const text of [result.idToken, result.uniqueId, result.tenantId]) checkText(text);
  const header = result.accessToken === '' ? '' : `${result.tokenType} ${result.accessToken}`;
  assert.equal(result.authorizationHeader, header);
  assert.ok(result.scopes.every((scope) => typeof scope === 'string' && !/\s/.test(scope)));
  assertClean(result);
  const facts = [result.accessToken === '', extended === undefined, 'telemetry' in result];
  return [...facts, ...Object.keys(result.account)].join();
}

/** @param {readonly import('../../dist/index.js').Account[]} accounts */
function checkAccounts(accounts) {
  for (const account of accounts) checkAccount(account);
  return `${Math.min(accounts.length, 3)} ${Object.keys(accounts[0] ?? {}).length}`;
}

/** @param {import('../../dist/index.js').Account} account */
function checkAccount(account) {
  for (const value of Object.values(account)) {
    assert.ok(Number.isInteger(value) || (typeof value === 'string' && value !== ''));
  }
  const { homeAccountId, localAccountId, environment, realm, username } = account;
  for (const value of [homeAccountId, localAccountId, environment, realm, username]) {
    assert.equal(typeof value, 'string');
  }
}

/** @param {readonly import('../../dist/index.js').PrtSsoCookie[]} cookies */
function checkCookies(cookies) {
  for (const { name, content } of cookies) checkText(name + checkText(content));
  return String(Math.min(cookies.length, 3));
}

/** @param {string} text */
function checkText(text) {
  assert.ok(typeof text === 'string' && text !== '');
  return 'text';
}

/** @param {undefined} value */
function checkNothing(value) {
  assert.equal(value, undefined);
  return 'nothing';
}

/** No member of what is passed on is called __proto__. @param {unknown} value */
function assertClean(value) {
  if (typeof value !== 'object' || value === null) return;
  assert.ok(!Object.hasOwn(value, '__proto__'));
  for (const member of Object.values(value)) assertClean(member);
}

/** @type {readonly import('../../dist/channels/wam/calls.js').WamVerb[]} */
const verbs = [
  'hostFacts',
  'findProvider',
  'findAccount',
  'findAllAccounts',
  'getTokenSilently',
  'chooseProvider',
  'monitorAccounts',
  'release',
];

/** A reply of the native channel of Windows, as that of each verb. @param {string} body */
function wordsOfWindows(body) {
  const words = bodyAsWords(body);
  const ways = verbs.map((verb) => {
    const reply = replyOfWords(verb, words);
    if (reply.ok) return `${verb} ${reply.answer === null}`;
    assert.deepEqual(reply.failure, { code: 'bad_reply', name: verb, message: '' });
    return '';
  });
  return ways.join();
}

/** A list in JSON, whatever it holds; anything else is one word. @param {string} body */
function bodyAsWords(body) {
  try {
    const words = JSON.parse(body);
    return Array.isArray(words) ? words : [body];
  } catch {
    return [body];
  }
}

const known = ['ada@contoso.example', 'Ada Lovelace', 'invented-password'];
const token = `eyJhbGciOiJub25lIn0.${'c2VjcmV0'.repeat(10)}.`;

/** The broker's words, with secrets put among them. @param {string} words */
function mask(words) {
  const middle = words.length >> 1;
  const texts = [words.slice(0, middle), ...known, token, 'eve@fabrikam.example'];
  const masked = maskPersonalData(texts.join(' ') + words.slice(middle), known);
  for (const secret of [...known, 'c2VjcmV0', 'eve@fabrikam']) {
    assert.ok(!masked.toLowerCase().includes(secret.toLowerCase()), 'a secret is left');
  }
  assert.ok(masked.length <= texts.join(' ').length + words.length + 5 * words.length);
  return 'masked';
}
