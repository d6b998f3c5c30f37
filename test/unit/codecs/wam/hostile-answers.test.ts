// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import {
  decodeTokenAnswer,
  decodeWebAccount,
  decodeWebAccounts,
  failureOfHresult,
  isFeatureSupported,
  type AccountsAnswer,
  type TokenAnswer,
  type WamDecoded,
  type WamKind,
  type WebAccountAnswer,
} from '../../../../lib/codecs/wam/index.js';
import {
  expectedPersonal,
  expectedWork,
  now,
  pairsText,
  personalAnswer,
  personalPairs,
  personalWebAccount,
  workAnswer,
  workWebAccount,
} from './world.js';

const kinds: readonly WamKind[] = ['aad', 'msa'];
const secret = 'secret-of-the-answer';

/** Decodes as everything that it could be, and checks what holds for every answer. */
function decodeAll(answer: unknown): readonly WamDecoded<unknown>[] {
  const decoded = [expectedWork, expectedPersonal].flatMap((expected) =>
    [false, true].flatMap((flag) => [
      decodeTokenAnswer(
        answer as TokenAnswer,
        { ...expected, signedHttpRequest: flag, instanceAware: flag },
        now,
      ),
    ]),
  );
  const lists = kinds.map((kind) => decodeWebAccounts(kind, answer as AccountsAnswer));
  for (const kind of kinds) decodeWebAccount(kind, answer as WebAccountAnswer);
  isFeatureSupported(answer as TokenAnswer);
  for (const each of [...decoded, ...lists]) checkInOrder(each);
  return [...decoded, ...lists];
}

/** By plain comparisons: `expect` is too slow for the many answers that pass here. */
function checkInOrder(decoded: WamDecoded<unknown>): void {
  if (decoded.ok) return;
  const { fault } = decoded;
  const inOrder =
    Number.isInteger(fault.status) &&
    /^([a-z0-9*]{5})?$/.test(fault.tag) &&
    (fault.kind !== 'protocol' || isSafeToLog(fault.problem)) &&
    (fault.kind !== 'broker' ||
      (Number.isInteger(fault.nativeCode) && fault.context.length <= 65_536));
  if (!inOrder) throw new Error(`a fault that is not in order: ${JSON.stringify(fault)}`);
}

function isSafeToLog(problem: string): boolean {
  return problem.includes('repl') && !problem.includes(secret);
}

/** Every value one step away from a value: each member replaced or taken away. */
function* variations(value: unknown): Generator {
  yield* [null, true, 0, -1, 0.5, 1e300, Number.NaN, '', secret, '5', [], {}, [[]], { a: secret }];
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

test.each([
  ['a work answer', workAnswer()],
  ['a personal answer', personalAnswer()],
  ['a failure', { status: 5, error: { code: 0xcaa20003, message: secret }, response: null }],
  ['a list', { status: 0, accounts: [workWebAccount, personalWebAccount], error: null }],
])('%s with any field of any other type is answered in order', (_name, answer) => {
  let failures = 0;
  for (const variation of variations(answer)) {
    failures += decodeAll(variation).filter(({ ok }) => !ok).length;
  }
  expect(failures).toBeGreaterThan(10);
});

test('a personal token cut off anywhere is answered in order', () => {
  const text = pairsText(personalPairs);
  for (let length = 0; length < text.length; length += 1) {
    decodeAll(personalAnswer(text.slice(0, length)));
  }
});

const names = [
  'status',
  'error',
  'response',
  'code',
  'message',
  'token',
  'account',
  'accounts',
  'properties',
  'id',
  'userName',
  'OID',
  'TenantId',
  'Authority',
  'SafeCustomerId',
  'TokenExpiresOn',
  'wamcompat_id_token',
  'wamcompat_client_info',
  'wamcompat_scopes',
  'shr',
  '__proto__',
  'constructor',
];
const leaves = [
  fc.constantFrom<unknown>(workAnswer().response, workAnswer(), personalWebAccount, 'a.e30.c'),
  fc.integer({ min: -1, max: 6 }),
  fc.double(),
  fc.string({ unit: 'binary' }),
  fc.anything(),
];
const { anyAnswer } = fc.letrec<{ anyAnswer: unknown; members: unknown }>((tie) => ({
  anyAnswer: fc.dictionary(fc.constantFrom(...names), tie('members'), { maxKeys: 8 }),
  members: fc.oneof(
    { maxDepth: 4 },
    ...leaves,
    tie('anyAnswer'),
    fc.array(tie('anyAnswer'), { maxLength: 3 }),
  ),
}));

test('any answer with the names of the protocol is answered in order', () => {
  fc.assert(
    fc.property(anyAnswer, (answer) => void decodeAll(answer)),
    { numRuns: 500 },
  );
});

test('anything at all is answered in order', () => {
  fc.assert(
    fc.property(fc.anything({ withNullPrototype: true }), (answer) => void decodeAll(answer)),
  );
});

test('any text in place of a personal token is answered in order', () => {
  const pair = fc.tuple(fc.constantFrom(...Object.keys(personalPairs)), fc.string());
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(pair).map((pairs) => pairs.map((each) => each.join('=')).join('&')),
  );
  fc.assert(fc.property(text, (token) => void decodeAll(personalAnswer(token))));
});

test('any code and any HRESULT is a failure in order', () => {
  fc.assert(
    fc.property(fc.oneof(fc.integer(), fc.double()), (code) => {
      for (const kind of kinds) checkInOrder(failureOfHresult(kind, code));
      decodeAll({ status: 5, error: { code, message: secret }, response: null });
    }),
  );
});

test('nothing that was decoded has changed what all objects share', () => {
  decodeAll(JSON.parse('{"status":0,"response":{"__proto__":{"polluted":1},"properties":{}}}'));
  expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
});
