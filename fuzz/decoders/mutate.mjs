// SPDX-License-Identifier: MIT

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {{ names: readonly string[], strings: readonly string[] }} Dictionary */
/** @typedef {Record<string, unknown>} JsonObject */

/**
 * Makes new replies of known ones: as text, which breaks JSON, and as values, which keeps it valid
 * and reaches what lies behind JSON.parse.
 */
export class Mutator {
  #random;
  #dictionary;

  /** @param {Random} random @param {Dictionary} dictionary */
  constructor(random, dictionary) {
    this.#random = random;
    this.#dictionary = dictionary;
  }

  /** @param {string} body @param {string} other */
  mutate(body, other) {
    const random = this.#random;
    if (random.onceIn(4)) return this.#changeText(body, other);
    /** @type {unknown} */
    let changed = parsed(body);
    if (changed === undefined) return this.#changeText(body, other);
    for (let changes = 1 + random.below(4); changes > 0; changes -= 1) {
      changed = this.#changeValue(changed, other);
    }
    const text = JSON.stringify(changed) ?? '';
    if (random.onceIn(50)) return this.#changeText(text, other);
    // A number that only JSON text can hold: JSON.parse makes it Infinity.
    return random.onceIn(30) ? text.replace(/(?<=:)-?\d+/, '1e999') : text;
  }

  /** @param {string} text @param {string} other */
  #changeText(text, other) {
    const random = this.#random;
    const from = random.below(text.length + 1);
    const to = from + random.below(Math.min(32, text.length - from) + 1);
    switch (random.below(7)) {
      case 0:
        return text.slice(0, from);
      case 1:
        return text.slice(0, from) + text.slice(to);
      case 2:
        return text.slice(0, to) + text.slice(from);
      case 3:
        return text.slice(0, from) + other.slice(random.below(other.length + 1));
      case 4:
        return text.slice(0, from) + random.pick(this.#dictionary.strings) + text.slice(to);
      case 5:
        return this.#oddCharacter() + text;
      default:
        return text.slice(0, from) + this.#oddCharacter() + text.slice(from + 1);
    }
  }

  #oddCharacter() {
    const odd = [
      '\0',
      '\uD800',
      '\uDFFF',
      '\uFEFF',
      '\u2028',
      '\x7F',
      '"',
      '\\',
      '{',
      ']',
      ',',
      '9',
    ];
    return this.#random.onceIn(2)
      ? this.#random.pick(odd)
      : String.fromCharCode(this.#random.below(0x10000));
  }

  /** Changes one place of a value. @param {unknown} value @param {string} other @returns {unknown} */
  #changeValue(value, other) {
    const random = this.#random;
    const stays = typeof value === 'object' && value !== null && !random.onceIn(12);
    if (!stays) return this.#replacement(value, other);
    const container = /** @type {JsonObject | unknown[]} */ (value);
    const names = Object.keys(container);
    const name = names.length === 0 ? '' : random.pick(names);
    if (names.length > 0 && !random.onceIn(5)) {
      const holder = /** @type {JsonObject} */ (container);
      return replaced(container, name, this.#changeValue(holder[name], other));
    }
    return Array.isArray(container)
      ? this.#changeList(container, other)
      : this.#changeMembers(container, name, other);
  }

  /** @param {unknown[]} list @param {string} other */
  #changeList(list, other) {
    const random = this.#random;
    if (random.onceIn(3)) return list.slice(1);
    if (random.onceIn(2)) return [...list, ...list.slice(0, 20)];
    return [...list, this.#replacement(list[0], other)];
  }

  /** @param {JsonObject} object @param {string} name @param {string} other */
  #changeMembers(object, name, other) {
    const random = this.#random;
    const { [name]: taken, ...rest } = object;
    if (random.onceIn(2)) return rest;
    // Defined, not assigned: __proto__ is to become a member, as JSON.parse makes it one.
    return replaced(rest, random.pick(this.#dictionary.names), this.#replacement(taken, other));
  }

  /** @param {unknown} value @param {string} other @returns {unknown} */
  #replacement(value, other) {
    const random = this.#random;
    if (typeof value === 'string' && random.onceIn(3)) return this.#changeString(value, other);
    switch (random.below(9)) {
      case 0:
        return random.pick([null, true, false, [], {}, [[]], [null], { a: 1 }]);
      case 1:
        return random.pick([0, -0, -1, 1, 2, 12, 21, 22, 0.5, 2 ** 31, 2 ** 53, 8.64e15, 8.65e15]);
      case 2:
        return (random.next() - 2 ** 31) * random.pick([1, 1e-3, 1e12, 1e290]);
      case 3:
        return random.pick(this.#dictionary.strings);
      case 4:
        return String(random.pick([0, -1, 6, 12, 1e21, 2 ** 53, '  7 ', '1.', '+5', '0x10', '١']));
      case 5:
        return nested(value, random.pick([1, 2, 55, 64, 65, 200]));
      case 6:
        return this.#pieceOf(parsed(other) ?? other);
      case 7:
        return [value, value];
      default:
        return random.bytes(random.below(24)).toString('latin1');
    }
  }

  /** The value itself or something within. @param {unknown} value @returns {unknown} */
  #pieceOf(value) {
    const stays = typeof value !== 'object' || value === null || this.#random.onceIn(4);
    const members = stays ? [] : Object.values(value);
    return members.length === 0 ? value : this.#pieceOf(this.#random.pick(members));
  }

  /** A string of its own kind: tokens and client info hold JSON in base64url. */
  #changeString(/** @type {string} */ text, /** @type {string} */ other) {
    const random = this.#random;
    const sections = text.split('.');
    const index = random.below(sections.length);
    const inner = parsed(Buffer.from(sections[index] ?? '', 'base64url').toString('utf8'));
    if (inner === undefined || random.onceIn(4)) return this.#changeText(text, other);
    const changed = JSON.stringify(this.#changeValue(inner, other)) ?? '';
    return sections.with(index, Buffer.from(changed).toString('base64url')).join('.');
  }
}

/** @param {string} text @returns {unknown} */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** @param {JsonObject | unknown[]} container @param {string} name @param {unknown} value */
function replaced(container, name, value) {
  const copy = Array.isArray(container) ? [...container] : { ...container };
  const how = { value, enumerable: true, configurable: true, writable: true };
  return Object.defineProperty(copy, name, how);
}

/** @param {unknown} value @param {number} levels */
function nested(value, levels) {
  let outer = value;
  for (let level = 0; level < levels; level += 1) outer = level % 2 === 0 ? [outer] : { a: outer };
  return outer;
}
