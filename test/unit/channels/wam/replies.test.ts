// SPDX-License-Identifier: MIT
import fc from 'fast-check';
import type {
  AccountsAnswer,
  HostFacts,
  ProviderErrorAnswer,
  TextMap,
  TokenAnswer,
  WamReply,
  WamVerb,
  WamVerbs,
  WebAccountAnswer,
} from '../../../../lib/channels/wam/calls.js';
import { eventOfWords, replyOfNative, replyOfWords } from '../../../../lib/channels/wam/replies.js';

type Words = readonly string[];
type Answer<V extends WamVerb> = WamVerbs[V]['answers'];

const none: readonly string[] = [];

/** The native side's half of the promise: how each answer is said. */
const said: { readonly [V in WamVerb]: (answer: Answer<V>) => Words } = {
  hostFacts: (facts) => [
    facts.osVersion,
    String(facts.session),
    ...[facts.shell, facts.elevated, facts.sameUser, facts.remoteSession].map(flag),
    String(facts.coreManager),
    facts.plugin === null ? '' : String(facts.plugin),
    flag(facts.correlationId),
  ],
  findProvider: (answer) =>
    answer === null ? none : [String(answer.object), answer.id, answer.authority],
  findAccount: (answer) => (answer === null ? none : webAccount(answer)),
  findAllAccounts: ({ status, error, accounts }) => [
    String(status),
    ...providerError(error),
    String(accounts.length),
    ...accounts.flatMap(webAccount),
  ],
  getTokenSilently: tokenAnswer,
  requestToken: tokenAnswer,
  invalidate: () => none,
  signOut: () => none,
  chooseProvider: (index) => (index === null ? none : [String(index)]),
  monitorAccounts: (monitor) => [String(monitor)],
  checkWindow: () => none,
  release: () => none,
};

function flag(value: boolean): string {
  return value ? '1' : '0';
}

function pairs(map: TextMap): Words {
  return [String(Object.keys(map).length), ...Object.entries(map).flat()];
}

function providerError(error: ProviderErrorAnswer | null): Words {
  return error === null ? ['0', '', ''] : ['1', String(error.code), error.message];
}

function webAccount({ object, id, userName, properties }: WebAccountAnswer): Words {
  return [String(object), id, userName, ...pairs(properties)];
}

function tokenAnswer({ object, status, error, response }: TokenAnswer): Words {
  const head = [String(object), String(status), ...providerError(error)];
  if (response === null) return [...head, '0'];
  const account = response.account === null ? ['0'] : ['1', ...webAccount(response.account)];
  const rest = [...account, ...pairs(response.properties)];
  return [...head, '1', response.token, ...providerError(response.error), ...rest];
}

const number = fc.nat({ max: 0xffff_ffff });
const text = fc.oneof(fc.string(), fc.constantFrom('', '0', '1', '__proto__', '\u0000', '🙂'));
const properties = fc.dictionary(fc.oneof(text, fc.constant('__proto__')), text, {
  noNullPrototype: true,
});
const error = fc.option(fc.record({ code: number, message: text }));
const account = fc.record({ object: number, id: text, userName: text, properties });
const tokens: fc.Arbitrary<TokenAnswer> = fc.record({
  object: number,
  status: number,
  error,
  response: fc.option(fc.record({ token: text, account: fc.option(account), properties, error })),
});
const facts: fc.Arbitrary<HostFacts> = fc.record({
  osVersion: text,
  session: number,
  shell: fc.boolean(),
  elevated: fc.boolean(),
  sameUser: fc.boolean(),
  remoteSession: fc.boolean(),
  coreManager: number,
  plugin: fc.option(number),
  correlationId: fc.boolean(),
});
const list: fc.Arbitrary<AccountsAnswer> = fc.record({
  status: number,
  accounts: fc.array(account, { maxLength: 4 }),
  error,
});

const answers: { readonly [V in WamVerb]: fc.Arbitrary<Answer<V>> } = {
  hostFacts: facts,
  findProvider: fc.option(fc.record({ object: number, id: text, authority: text })),
  findAccount: fc.option(account),
  findAllAccounts: list,
  getTokenSilently: tokens,
  requestToken: tokens,
  invalidate: fc.constant(null),
  signOut: fc.constant(null),
  chooseProvider: fc.option(number),
  monitorAccounts: number,
  checkWindow: fc.constant(null),
  release: fc.constant(null),
};

const verbs = Object.keys(answers) as readonly WamVerb[];

function badReply(verb: WamVerb): WamReply {
  return { ok: false, failure: { code: 'bad_reply', name: verb, message: '' } };
}

function isWhatWasSaid<V extends WamVerb>(verb: V, answer: Answer<V>): void {
  expect(replyOfWords(verb, said[verb](answer))).toEqual({ ok: true, answer });
}

describe('the words of a reply', () => {
  test.each(verbs)('%s: every answer arrives as it was said', (verb) => {
    const arbitrary: fc.Arbitrary<Answer<typeof verb>> = answers[verb];
    fc.assert(fc.property(arbitrary, (answer) => isWhatWasSaid(verb, answer)));
  });

  test.each(verbs)('%s: a word more or less is a bad reply', (verb) => {
    const say = said[verb] as (answer: Answer<WamVerb>) => Words;
    const arbitrary: fc.Arbitrary<Answer<WamVerb>> = answers[verb];
    fc.assert(
      fc.property(arbitrary, (answer) => {
        const words = say(answer);
        expect(replyOfWords(verb, [...words, ...words, 'more'])).toEqual(badReply(verb));
        // Without its last words an answer may be another one, but for these.
        if (verb === 'hostFacts') {
          expect(replyOfWords(verb, words.slice(0, -1))).toEqual(badReply(verb));
        }
      }),
    );
  });

  test.each(verbs)('%s: hostile words are an answer or a bad reply, and throw nothing', (verb) => {
    const word = fc.oneof(text, number.map(String), fc.constantFrom('-1', '4294967296', '1e3'));
    fc.assert(
      fc.property(fc.array(word, { maxLength: 40 }), (words) => {
        const reply = replyOfWords(verb, words);
        if (!reply.ok) expect(reply).toEqual(badReply(verb));
      }),
    );
  });

  test.each([
    ['a count that no list has', ['0', '0', '', '', '4294967295']],
    ['a negative count', ['0', '0', '', '', '-1']],
    ['a number with a sign', ['+1', '0', '', '', '0']],
    ['a number in hexadecimal', ['0x1', '0', '', '', '0']],
    ['a number with blanks', [' 1', '0', '', '', '0']],
    ['a number with leading zeros', ['01', '0', '', '', '0']],
    ['a number above 32 bits', ['4294967296', '0', '', '', '0']],
    ['a flag that is none', ['0', 'true', '', '', '0']],
    ['no words', []],
  ])('%s is a bad reply', (_what, words) => {
    expect(replyOfWords('findAllAccounts', words)).toEqual(badReply('findAllAccounts'));
  });

  test('words that are no texts are a bad reply', () => {
    for (const word of [undefined, null, 1, {}]) {
      const words = ['0', '0', '', word, '0'] as readonly string[];
      expect(replyOfWords('findAllAccounts', words)).toEqual(badReply('findAllAccounts'));
    }
  });

  test('a property called __proto__ is a property', () => {
    const words = ['7', 'id', 'name', '1', '__proto__', 'polluted'];
    const reply = replyOfWords('findAccount', words);
    const map = reply.ok ? reply.answer?.properties : undefined;
    expect(Object.entries(map ?? {})).toEqual([['__proto__', 'polluted']]);
    expect(Object.getPrototypeOf(map)).toBe(Object.prototype);
  });

  test('a failure passes as the native module tells it', () => {
    const failure = { code: 'hresult', name: 'FindAccountAsync 0x80070520', message: '' } as const;
    const native = [undefined, failure.code, failure.name, failure.message] as const;
    expect(replyOfNative('findAccount', [...native])).toEqual({ ok: false, failure });
    expect(replyOfNative('monitorAccounts', [['3']])).toEqual({ ok: true, answer: 3 });
  });
});

describe('the words of an event', () => {
  test.each(['updated', 'removed', 'default'])('%s', (kind) => {
    expect(eventOfWords(['4', kind])).toEqual({ monitor: 4, kind });
  });

  test.each([[[]], [['4']], [['4', 'other']], [['x', 'updated']], [['4', 'updated', '']]])(
    '%j says nothing',
    (words) => {
      expect(eventOfWords(words)).toBeUndefined();
    },
  );
});
