// SPDX-License-Identifier: MIT
import {
  decodeTokenAnswer,
  errorRow,
  failureOfHresult,
  wamHint,
  type WamFailure,
  type WamKind,
} from '../../../../lib/codecs/wam/index.js';
import { statusRow } from '../../../../lib/errors/table.js';
import { clientId, expectedPersonal, expectedWork, failedAnswer, now } from './world.js';

function failure(kind: WamKind, status: number, code = 0, message?: string): WamFailure {
  const expected = kind === 'aad' ? expectedWork : expectedPersonal;
  const decoded = decodeTokenAnswer(failedAnswer(status, code, message), expected, now);
  if (decoded.ok) throw new Error('tokens instead of a failure');
  return decoded;
}

/** Error codes by the status that Microsoft's client makes of them, for the work plug-in. */
const workCodes: readonly (readonly [status: number, code: number])[] = [
  ...[0xcaa20001, 0xcaa20002, 0xcaa20004, 0xcaa20007, 0xcaa2000b].map((code) => [9, code] as const),
  ...[0xcaa20003, 0x80090016, 0x80090030, 0x8028008b].map((code) => [2, code] as const),
  ...[0xcaa20005, 0xcaa20008].map((code) => [5, code] as const),
  ...[0xcaa20009, 0xcaa10005, 0xcaa10006, 0xcaa10007, 0xcaa10009].map((code) => [6, code] as const),
  ...[0xcaa30000, 0xcaa30194, 0xcaa7ffff, 0xcaa82ee2, 0x800704cf].map((code) => [3, code] as const),
  ...[0xcaa2000c, 0xcaa10001, 0xcaa90004, 0xcaa50000, 0x80070520, 0x80040154, 0, 1].map(
    (code) => [0, code] as const,
  ),
  ...[0xcaa20006, 0xcaa2000a, 0xcaa10008, 0xcaa60001, 0x800705b4].map((code) => [0, code] as const),
  [0, 0x80080300],
  [17, 0xcaad0001],
];

const personalCodes: readonly (readonly [status: number, code: number])[] = [
  [3, 0x800704cf],
  [6, 0x80860003],
  ...[0xcaa20003, 0xcaa20005, 0xcaa20009, 0xcaa30000, 0xcaad0001, 0x80080300, 0x80090016].map(
    (code) => [0, code] as const,
  ),
  [0, 0x800705b4],
];

const hex = (code: number): string => `0x${code.toString(16)}`;

describe.each([
  ['aad', workCodes],
  ['msa', personalCodes],
] as const)('a provider error of the plug-in %s', (kind, codes) => {
  test.each(codes.map(([status, code]) => [hex(code), statusRow(status).status, status, code]))(
    '%s is %s',
    (_hex, _name, status, code) => {
      expect(failure(kind, 5, code).fault).toMatchObject({
        kind: 'broker',
        status,
        nativeCode: code,
        context: 'words',
      });
      expect(statusRow(status).number).toBe(status);
    },
  );
});

describe('a call is worth another try', () => {
  test.each([
    ['aad', 0x80080300],
    ['aad', 0xcaad0001],
    ['msa', 0x800705b4],
  ] as const)('by %s after %i', (kind, code) => {
    expect(failure(kind, 5, code).retry).toBe('back_off');
    expect(failureOfHresult(kind, code).retry).toBe('back_off');
  });

  test('and after no other code', () => {
    const worthIt = [0x80080300, 0xcaad0001];
    for (const [, code] of workCodes.filter(([, each]) => !worthIt.includes(each))) {
      expect(failure('aad', 5, code)).not.toHaveProperty('retry');
    }
    for (const [, code] of personalCodes.filter(([, each]) => each !== 0x800705b4)) {
      expect(failure('msa', 5, code)).not.toHaveProperty('retry');
    }
  });
});

describe('a status of WAM', () => {
  test.each([
    ['aad', 1, 7],
    ['aad', 2, 12],
    ['aad', 3, 2],
    ['aad', 4, 0],
    ['msa', 1, 7],
    ['msa', 2, 0],
    ['msa', 3, 2],
    ['msa', 4, 0],
  ] as const)('%s %i is status %i', (kind, wam, status) => {
    expect(failure(kind, wam, 0).fault).toMatchObject({ kind: 'broker', status });
  });

  test('UserInteractionRequired counts whatever the code is, and shows it', () => {
    for (const code of [0, 0xcaa20005, 0x80080300]) {
      for (const kind of ['aad', 'msa'] as const) {
        const found = failure(kind, 3, code);
        expect(found.fault).toMatchObject({ status: 2, nativeCode: code });
        expect(found).not.toHaveProperty('retry');
      }
    }
  });

  test('UserCancel shows no code', () => {
    expect(failure('aad', 1, 0xcaa20005).fault).toMatchObject({ status: 7, nativeCode: 0 });
  });

  test('AccountProviderNotAvailable shows itself as the code; the personal one may know better', () => {
    expect(failure('aad', 4, 0xcaa20005).fault).toMatchObject({ status: 0, nativeCode: 4 });
    expect(failure('msa', 4, 0).fault).toMatchObject({ status: 0, nativeCode: 4 });
    expect(failure('msa', 4, 0x80860003).fault).toMatchObject({ status: 6 });
  });

  test.each([6, 99, -1])('%i, which nobody knows, is Unexpected', (status) => {
    expect(failure('aad', status).fault).toMatchObject({ status: 0, nativeCode: status });
  });
});

test('WAM’s words are cut where nobody would read on', () => {
  const { fault } = failure('aad', 5, 0, 'x'.repeat(100_000));
  expect(fault).toMatchObject({ context: 'x'.repeat(65_536) });
});

test('an HRESULT counts like a code, whatever its sign', () => {
  expect(failureOfHresult('aad', 0x800704cf | 0).fault).toMatchObject({
    status: 3,
    nativeCode: 0x800704cf,
  });
  expect(failureOfHresult('msa', 0x80040154).fault).toMatchObject({ status: 0, tag: '' });
});

test('tags are the recorded ones, as text and as number', () => {
  expect(failure('aad', 5, 0xcaa20009).fault).toMatchObject({
    tag: '7q6ck',
    wire: { tag: 557973642 },
  });
  expect(failure('aad', 5, 0xcaa20001).fault).toMatchObject({ tag: '', wire: { tag: 0 } });
  expect(errorRow('aad', 0xcaa10001).tag).toBe('7q6ch');
});

describe('a hint', () => {
  const facts = { clientId, elevated: false };
  const hint = (status: number, nativeCode: number, elevated = false): string | undefined =>
    wamHint({ status, nativeCode }, { ...facts, elevated });

  test('names the redirect URI to register', () => {
    const uri = `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`;
    expect(hint(6, 3_399_614_473)).toContain(uri);
    expect(hint(6, 0xcaa20009 | 0)).toContain(uri);
  });

  test('tells of the missing logon session', () => {
    expect(hint(0, 0x80070520)).toContain('logon session');
  });

  test('tells of administrator rights where the user is said to have canceled', () => {
    expect(hint(7, 0, true)).toContain('administrator');
    expect(hint(7, 0)).toBeUndefined();
    expect(hint(2, 0, true)).toBeUndefined();
  });

  test('is not made up', () => {
    expect(hint(0, 0xcaa10001)).toBeUndefined();
  });
});
