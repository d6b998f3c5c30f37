// SPDX-License-Identifier: MIT
import type { NativeReply, NativeWords } from '../native/contract.js';
import type {
  AccountEvent,
  AccountsAnswer,
  HostFacts,
  ProviderAnswer,
  ProviderErrorAnswer,
  TokenAnswer,
  WamReply,
  WamVerb,
  WamVerbs,
  WebAccountAnswer,
} from './calls.js';
import { WordReader, WrongWords } from './word-reader.js';

/** How the words of a reply are read, verb by verb. */
type Decoders = { readonly [V in WamVerb]: (words: WordReader) => WamVerbs[V]['answers'] };

const decoders: Decoders = {
  hostFacts,
  findProvider: (words) => (words.isAtEnd ? null : provider(words)),
  findAccount: (words) => (words.isAtEnd ? null : webAccount(words)),
  findAllAccounts: accounts,
  getTokenSilently: tokenAnswer,
  requestToken: tokenAnswer,
  invalidate: () => null,
  signOut: () => null,
  chooseProvider: (words) => (words.isAtEnd ? null : words.number()),
  monitorAccounts: (words) => words.number(),
  checkWindow: () => null,
  release: () => null,
};

/** What `done` of a native call is called with, as the reply of that verb. Never throws. */
export function replyOfNative<V extends WamVerb>(
  verb: V,
  [words, code, name, message]: NativeReply,
): WamReply<V> {
  if (words !== undefined) return replyOfWords(verb, words);
  return { ok: false, failure: { code, name, message } };
}

/** The answer in the words of a reply; `bad_reply` for words that make none. Never throws. */
export function replyOfWords<V extends WamVerb>(verb: V, words: NativeWords): WamReply<V> {
  const decode = decoders[verb] as (words: WordReader) => WamVerbs[V]['answers'];
  const answer = readAll(words, decode);
  if (answer !== undefined) return { ok: true, answer };
  return { ok: false, failure: { code: 'bad_reply', name: verb, message: '' } };
}

const eventKinds: readonly string[] = [
  'updated',
  'removed',
  'default',
] satisfies readonly AccountEvent['kind'][];

/** What a monitor noticed; undefined for words that say nothing of the kind. */
export function eventOfWords(words: NativeWords): AccountEvent | undefined {
  return readAll(words, (reader) => {
    const monitor = reader.number();
    const kind = reader.text();
    if (!isEventKind(kind)) throw new WrongWords();
    return { monitor, kind };
  });
}

function isEventKind(kind: string): kind is AccountEvent['kind'] {
  return eventKinds.includes(kind);
}

/** Undefined unless the words are all read and are what they have to be. */
function readAll<T>(words: NativeWords, read: (reader: WordReader) => T): T | undefined {
  const reader = new WordReader(words);
  try {
    const value = read(reader);
    reader.end();
    return value;
  } catch (error) {
    if (error instanceof WrongWords) return undefined;
    throw error;
  }
}

function hostFacts(words: WordReader): HostFacts {
  return {
    osVersion: words.text(),
    session: words.number(),
    shell: words.flag(),
    elevated: words.flag(),
    sameUser: words.flag(),
    remoteSession: words.flag(),
    coreManager: words.number(),
    plugin: words.numberOrNone(),
    correlationId: words.flag(),
  };
}

function provider(words: WordReader): ProviderAnswer {
  return { object: words.number(), id: words.text(), authority: words.text() };
}

function webAccount(words: WordReader): WebAccountAnswer {
  return {
    object: words.number(),
    id: words.text(),
    userName: words.text(),
    properties: words.textMap(),
  };
}

/** Always three words: present or not, code, message. */
function providerError(words: WordReader): ProviderErrorAnswer | null {
  if (words.flag()) return { code: words.number(), message: words.text() };
  words.text();
  words.text();
  return null;
}

function accounts(words: WordReader): AccountsAnswer {
  return {
    status: words.number(),
    error: providerError(words),
    accounts: words.list(() => webAccount(words)),
  };
}

function tokenAnswer(words: WordReader): TokenAnswer {
  return {
    object: words.number(),
    status: words.number(),
    error: providerError(words),
    response: words.flag() ? response(words) : null,
  };
}

function response(words: WordReader): TokenAnswer['response'] {
  return {
    token: words.text(),
    error: providerError(words),
    account: words.flag() ? webAccount(words) : null,
    properties: words.textMap(),
  };
}
