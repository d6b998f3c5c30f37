// SPDX-License-Identifier: MIT
import type { NativeWords } from '../native/contract.js';
import type { TextMap } from './calls.js';

/** Words that are not what a reply of that verb looks like. */
export class WrongWords extends Error {}

/**
 * Reads a list of words from its front, each as what it has to be.
 *
 * @throws WrongWords from every method, for a word that is missing or of another kind.
 */
export class WordReader {
  readonly #words: NativeWords;
  #next = 0;

  constructor(words: NativeWords) {
    this.#words = words;
  }

  /** There must be no more words. */
  end(): void {
    if (this.#next !== this.#words.length) throw new WrongWords();
  }

  get isAtEnd(): boolean {
    return this.#next === this.#words.length;
  }

  text(): string {
    const word: unknown = this.#words[this.#next];
    if (typeof word !== 'string') throw new WrongWords();
    this.#next += 1;
    return word;
  }

  /** Decimal, from 0 to 4,294,967,295: what Windows counts and numbers with. */
  number(): number {
    const word = this.text();
    const value = Number(word);
    if (!/^(0|[1-9]\d{0,9})$/.test(word) || value > 0xffff_ffff) throw new WrongWords();
    return value;
  }

  /** A number, or null for an empty word. */
  numberOrNone(): number | null {
    if (this.#words[this.#next] !== '') return this.number();
    this.#next += 1;
    return null;
  }

  flag(): boolean {
    const word = this.text();
    if (word !== '0' && word !== '1') throw new WrongWords();
    return word === '1';
  }

  /** A count, and that many of what `read` reads. */
  list<T>(read: () => T): readonly T[] {
    const count = this.number();
    // Each takes a word at least: a count beyond them would only fill memory.
    if (count > this.#words.length - this.#next) throw new WrongWords();
    return Array.from({ length: count }, read);
  }

  /** fromEntries makes own members of any name, `__proto__` too; an assignment would not. */
  textMap(): TextMap {
    return Object.fromEntries(this.list(() => [this.text(), this.text()] as const));
  }
}
