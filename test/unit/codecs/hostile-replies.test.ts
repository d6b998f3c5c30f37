// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import {
  decodeAccounts,
  decodeCancel,
  decodePrtSsoCookies,
  decodeRemoveAccount,
  decodeSignedHttpRequest,
  decodeTokens,
  decodeVersion,
  type Decoded,
} from '../../../lib/codecs/identity-broker/index.js';
import { canonicalReply } from './captures.js';
import { expectedTokens } from './replies.js';

const decoders: Readonly<Record<string, (body: string) => Decoded<unknown>>> = {
  decodeAccounts,
  decodeTokens: (body) => decodeTokens(body, expectedTokens),
  decodeSignedTokens: (body) => decodeTokens(body, { ...expectedTokens, signedHttpRequest: true }),
  decodeVersion,
  decodePrtSsoCookies,
  decodeSignedHttpRequest,
  decodeRemoveAccount,
  decodeCancel,
};

const canonical: readonly (readonly [file: string, decoder: string])[] = [
  ['getAccounts', 'decodeAccounts'],
  ['token-bearer', 'decodeTokens'],
  ['token-pop', 'decodeSignedTokens'],
  ['token-error', 'decodeTokens'],
  ['toplevel-error', 'decodeTokens'],
  ['getLinuxBrokerVersion', 'decodeVersion'],
  ['acquirePrtSsoCookie-v2-UNVERIFIED', 'decodePrtSsoCookies'],
  ['acquirePrtSsoCookie-v3-UNVERIFIED', 'decodePrtSsoCookies'],
  ['generateSignedHttpRequest-UNVERIFIED', 'decodeSignedHttpRequest'],
];

const secret = 'secret-of-the-reply';

/** Decodes, and checks what holds for every answer of every decoder. */
function decode(decoder: string, body: string): Decoded<unknown> {
  const run = decoders[decoder];
  if (run === undefined) throw new Error(decoder);
  const decoded = run(body);
  if (decoded.ok) return decoded;
  const { fault } = decoded;
  expect(Number.isInteger(fault.status)).toBe(true);
  expect(fault.tag).toMatch(/^([a-z0-9*]{5})?$/);
  if (fault.kind === 'protocol') {
    expect(fault.problem).toMatch(/repl/);
    expect(fault.problem).not.toContain(secret);
  }
  if (fault.kind === 'declined_scopes') expect(fault.declined).not.toHaveLength(0);
  return decoded;
}

/** Every value one step away from a JSON value: each member and element replaced or taken away. */
function* variations(value: unknown): Generator {
  yield* [null, true, false, 0, -1, 0.5, 1e300, '', secret, '5', [], {}, [[]], { a: secret }];
  if (Array.isArray(value)) {
    for (const [index, element] of value.entries()) {
      for (const other of variations(element)) yield value.with(index, other);
    }
  } else if (typeof value === 'object' && value !== null) {
    for (const [name, member] of Object.entries(value)) {
      for (const other of [undefined, ...variations(member)]) yield { ...value, [name]: other };
    }
  }
}

test.each(canonical)(
  '%s with any field of any other type is answered in order',
  (file, decoder) => {
    const reply: unknown = JSON.parse(canonicalReply(file));
    let faults = 0;
    for (const variation of variations(reply)) {
      if (!decode(decoder, JSON.stringify(variation)).ok) faults += 1;
    }
    expect(faults).toBeGreaterThan(10);
  },
);

test.each(canonical)('%s cut off anywhere is a fault', (file, decoder) => {
  const body = JSON.stringify(JSON.parse(canonicalReply(file)));
  for (let length = 0; length < body.length; length += 1) {
    expect(decode(decoder, body.slice(0, length)).ok).toBe(false);
  }
});

const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;

describe.each(Object.keys(decoders))('%s', (decoder) => {
  test.each([
    ['empty', ''],
    ['blank', '  \n'],
    ['no JSON', '<html>'],
    ['an array', '[]'],
    ['null', 'null'],
    ['a deeply nested member', `{"accounts":[],"x":${deep}}`],
    ['a lone surrogate in no JSON', '\uD800'],
    ['a null character', '\u0000'],
  ])('%s is a fault', (_name, body) => {
    expect(decode(decoder, body).ok).toBe(false);
  });

  test('is in order for any text', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (body) => void decode(decoder, body)));
  });

  test('is in order for any JSON', () => {
    fc.assert(fc.property(fc.json(), (body) => void decode(decoder, body)));
  });

  test('is in order for any object with the names of the protocol', () => {
    fc.assert(
      fc.property(protocolJson, (value) => void decode(decoder, JSON.stringify(value))),
      {
        numRuns: 500,
      },
    );
  });
});

const names = [
  'accounts',
  'brokerTokenResponse',
  'error',
  'status',
  'tag',
  'context',
  'errorCode',
  'accessToken',
  'accessTokenType',
  'expiresOn',
  'extendedExpiresOn',
  'idToken',
  'clientInfo',
  'grantedScopes',
  'telemetry',
  'cookieItems',
  'cookieName',
  'cookieContent',
  'linuxBrokerVersion',
  'signedHttpRequest',
  '__proto__',
  'constructor',
  'toString',
];
const goodTokens: unknown = JSON.parse(canonicalReply('token-bearer'));
const leaves = [
  fc.constantFrom<unknown>(goodTokens, 'a.b.c', 'e30', 'a.e30.c', '1900000000000'),
  fc.double(),
  fc.integer(),
  fc.string(),
  fc.boolean(),
  fc.constant(null),
];
const { protocolJson } = fc.letrec<{ protocolJson: unknown; members: unknown }>((tie) => ({
  protocolJson: fc.dictionary(fc.constantFrom(...names), tie('members'), { maxKeys: 8 }),
  members: fc.oneof(
    { maxDepth: 4 },
    ...leaves,
    tie('protocolJson'),
    fc.array(tie('protocolJson'), { maxLength: 3 }),
  ),
}));

test('nothing that was decoded has changed what all objects share', () => {
  const polluting =
    '{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"accounts":[]}';
  for (const decoder of Object.keys(decoders)) decode(decoder, polluting);
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
