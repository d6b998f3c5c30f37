// SPDX-License-Identifier: MIT
import { statusRow } from '../../../lib/errors/table.js';
import {
  dbusErrorFault,
  decodeAccounts,
  decodeCancel,
  decodePrtSsoCookies,
  decodeRemoveAccount,
  decodeSignedHttpRequest,
  decodeTokens,
  decodeVersion,
  wrongSignatureFault,
  type Decoded,
} from '../../../lib/codecs/identity-broker/index.js';
import {
  expectedTokens,
  faultOf,
  problemOf,
  tokenFields,
  tokensWith,
  valueOf,
  type Json,
} from './replies.js';

const error = {
  context: 'words',
  diagnostics: null,
  errorCode: 7,
  status: 3,
  subStatus: 0,
  tag: 5,
};

function decode(reply: unknown): Decoded<unknown> {
  return decodeTokens(JSON.stringify(reply), expectedTokens);
}

function nested(changes: Json): Decoded<unknown> {
  return decode({ brokerTokenResponse: { error: { ...error, ...changes } } });
}

describe('status on the wire', () => {
  test.each([
    ...Array.from({ length: 15 }, (_, status): [number, number] => [status, status]),
    [15, 17],
    [16, 18],
    [17, 20],
    [18, 15],
    [19, 16],
    [20, 19],
    [21, 21],
    [22, 0],
    [1000, 0],
    [-1, 0],
  ])('%d is status %d', (wire, status) => {
    expect(faultOf(nested({ status: wire }))).toMatchObject({ kind: 'broker', status });
    expect(statusRow(status).number).toBe(status);
  });
});

describe('an error of the broker', () => {
  test('is the same inside and outside of brokerTokenResponse', () => {
    const wire = { code: 7, tag: 5 };
    const fault = {
      kind: 'broker',
      status: 3,
      nativeCode: 7,
      tag: 'aaaaf',
      context: 'words',
      wire,
    };
    expect(faultOf(nested({}))).toEqual(fault);
    expect(faultOf(decode({ error }))).toEqual(fault);
    expect(faultOf(decode({ error, brokerTokenResponse: null }))).toEqual(fault);
  });

  test('wins over tokens', () => {
    expect(faultOf(tokensWith({ error }))).toMatchObject({ kind: 'broker', status: 3 });
  });

  test.each([null, 'no', 5, false, []])('%j is none', (value) => {
    expect(valueOf(tokensWith({ error: value })).accessToken).toBe('AT-fake');
  });

  test('may have its numbers as strings', () => {
    expect(faultOf(nested({ status: '3', errorCode: '-7', tag: '5' }))).toMatchObject({
      status: 3,
      nativeCode: -7,
      tag: 'aaaaf',
    });
  });

  test('in himmelblau’s shape, without tag and code, is an error', () => {
    const himmelblau = { context: 'words', status: 0, subStatus: 0 };
    expect(faultOf(decode({ brokerTokenResponse: { error: himmelblau } }))).toEqual({
      kind: 'broker',
      status: 0,
      nativeCode: 0,
      tag: '',
      context: 'words',
      wire: { code: undefined, tag: undefined },
    });
  });

  test.each([undefined, null, 5, true, {}])('with context %j is an error', (context) => {
    expect(faultOf(nested({ context }))).toMatchObject({ kind: 'broker', status: 3, context: '' });
  });

  test.each([
    [0, '581h7'],
    [557155398, '7nyrg'],
    [507897694, '4r434'],
    [2 ** 30 + 507897694, '4r434'],
    ['x', ''],
    [null, ''],
    [{}, ''],
  ])('with tag %j shows %j', (tag, text) => {
    expect(faultOf(nested({ tag }))).toMatchObject({ tag: text });
  });

  test.each([undefined, null, true, 'x', {}])('with status %j breaks the protocol', (status) => {
    expect(faultOf(nested({ status }))).toMatchObject({ kind: 'protocol', tag: '7a393' });
  });

  test('keys that are not known change nothing', () => {
    expect(
      nested({ raw_error_code: 9, diagnostics: { raw_error_code: 9 }, subStatus: 'x' }),
    ).toEqual(nested({}));
  });

  test('is seen in the reply to every method', () => {
    const body = JSON.stringify({ error });
    for (const reply of [
      decodeAccounts(body),
      decodeVersion(body),
      decodePrtSsoCookies(body),
      decodeSignedHttpRequest(body),
      decodeRemoveAccount(body),
      decodeCancel(body),
    ]) {
      expect(faultOf(reply)).toMatchObject({ kind: 'broker', status: 3, context: 'words' });
    }
  });
});

describe('status 12, another user', () => {
  const switched = { ...error, status: 12 };

  test('is a success where there are tokens, for the account guard to judge', () => {
    expect(valueOf(tokensWith({ error: switched })).accessToken).toBe('AT-fake');
  });

  test('is an error where there are none', () => {
    expect(faultOf(nested({ status: 12 }))).toMatchObject({ kind: 'broker', status: 12 });
    expect(faultOf(decode({ error: switched }))).toMatchObject({ kind: 'broker', status: 12 });
  });
});

describe('a token reply that is none', () => {
  const good = JSON.stringify({ brokerTokenResponse: tokenFields() });

  test.each([
    ['empty', ''],
    ['blank', ' \r\n\t'],
    ['only a byte order mark', '\uFEFF'],
    ['no JSON', 'hello'],
    ['truncated', good.slice(0, -5)],
    ['with a prefix', `x${good}`],
    ['with a suffix', `${good}x`],
    ['an array', `[${good}]`],
    ['null', 'null'],
    ['a number', '5'],
    ['a string', '"x"'],
    ['{}', '{}'],
    ['nested deep and truncated', '{"a":'.repeat(100_000)],
    ['a deeply nested array', `${'['.repeat(100_000)}${']'.repeat(100_000)}`],
    ['a deeply nested object', `${'{"a":'.repeat(100_000)}1${'}'.repeat(100_000)}`],
  ])('%s', (_name, body) => {
    const decoded = decodeTokens(body, expectedTokens);
    expect(faultOf(decoded)).toMatchObject({ kind: 'protocol', status: 0, tag: '4pq4a' });
    expect(problemOf(decoded)).toMatch(/token (reply|request)/);
  });

  test.each([null, 'x', [], 5])('brokerTokenResponse %j', (value) => {
    expect(faultOf(decode({ brokerTokenResponse: value }))).toMatchObject({
      kind: 'protocol',
      status: 6,
      tag: '7a2gh',
    });
  });

  test('is told apart: empty, no JSON, no object, too deep', () => {
    const problem = (body: string): string => problemOf(decodeTokens(body, expectedTokens));
    expect(problem(' \n')).toContain('is empty');
    expect(problem('hello')).toContain('is not JSON');
    expect(problem('[]')).toContain('no object');
    expect(problem(`{"a":${'['.repeat(99)}${']'.repeat(99)}}`)).toContain('nested deeper');
  });

  test('brokerTokenResponse {}', () => {
    expect(faultOf(decode({ brokerTokenResponse: {} }))).toMatchObject({ tag: '7bits' });
  });

  test('a byte order mark and blanks around a reply do no harm', () => {
    expect(valueOf(decodeTokens(`\uFEFF\r\n ${good}\r\n`, expectedTokens)).accessToken).toBe(
      'AT-fake',
    );
  });
});

describe('an error of D-Bus', () => {
  test.each([
    ['org.freedesktop.DBus.Error.ServiceUnknown', '4ulu4'],
    ['org.freedesktop.DBus.Error.NoReply', '4ulu5'],
    ['org.freedesktop.DBus.Error.TimedOut', '4wd3v'],
    ['org.freedesktop.DBus.Error.UnknownObject', '4p541'],
    ...[
      'Timeout',
      'UnknownMethod',
      'UnknownInterface',
      'AccessDenied',
      'Failed',
      'NoMemory',
      'LimitsExceeded',
      'InvalidArgs',
      'Spawn.ChildExited',
      'NameHasNoOwner',
      'Disconnected',
      'NoServer',
    ].map((name): [string, string] => [`org.freedesktop.DBus.Error.${name}`, '4ulu3']),
    ['com.example.Custom', '4ulu3'],
    ['', '4ulu3'],
    ['__proto__', '4ulu3'],
  ])('%s has tag %s', (name, tag) => {
    expect(dbusErrorFault(name)).toEqual({ kind: 'dbus', status: 0, nativeCode: 0, tag });
  });

  test('has a tag for a wrong signature', () => {
    expect(wrongSignatureFault).toEqual({ kind: 'dbus', status: 0, nativeCode: 0, tag: '4wd3w' });
  });
});
