// SPDX-License-Identifier: MIT

// D-Bus's wire format as far as a liar needs it: it writes whatever it is told, right or wrong.

export const types = { call: 1, reply: 2, error: 3, signal: 4 };
export const fields = {
  path: 1,
  interface: 2,
  member: 3,
  errorName: 4,
  replySerial: 5,
  destination: 6,
  sender: 7,
  signature: 8,
  unixFds: 9,
};

const fieldTypes = ['', 'o', 's', 's', 's', 'u', 's', 's', 'g', 'u'];

/**
 * @typedef {object} Message
 * @property {number} type
 * @property {number} serial
 * @property {readonly (readonly [field: number, value: unknown, type?: string])[]} fields
 * @property {string} [signature] Of the body.
 * @property {readonly unknown[]} [body]
 * @property {boolean} [bigEndian]
 * @property {number} [version]
 * @property {number} [bodyLength] What the header claims, if not the truth.
 */

/** @param {Message} message @returns {Buffer} */
export function encode(message) {
  const { type, serial, signature = '', body = [], bigEndian = false, version = 1 } = message;
  const bodyWriter = new Writer(bigEndian);
  completeTypes(signature).forEach((each, index) => bodyWriter.value(each, body[index]));
  const signed = signature === '' ? [] : [/** @type {const} */ ([fields.signature, signature])];
  const header = new Writer(bigEndian);
  for (const byte of [bigEndian ? 0x42 : 0x6c, type, 0, version]) header.byte(byte);
  header.uint32(message.bodyLength ?? bodyWriter.length);
  header.uint32(serial);
  const list = [...message.fields, ...signed].map(
    ([field, value, kind = fieldTypes[field] ?? 's']) => [field, [kind, value]],
  );
  header.value('a(yv)', list);
  header.align(8);
  return Buffer.concat([header.bytes(), bodyWriter.bytes()]);
}

/** Splits a signature into complete types. @param {string} signature @returns {string[]} */
export function completeTypes(signature) {
  const found = [];
  for (let rest = signature; rest !== '';) {
    const length = lengthOfType(rest);
    found.push(rest.slice(0, length));
    rest = rest.slice(length);
  }
  return found;
}

/** @param {string} text @returns {number} */
function lengthOfType(text) {
  if (text.startsWith('a')) return 1 + lengthOfType(text.slice(1));
  if (!text.startsWith('(') && !text.startsWith('{')) return 1;
  let depth = 0;
  for (let index = 0; index < text.length; index += 1) {
    if ('({'.includes(text.charAt(index))) depth += 1;
    if (')}'.includes(text.charAt(index))) depth -= 1;
    if (depth === 0) return index + 1;
  }
  return text.length;
}

const alignments = new Map([
  ...[...'ygv'].map((type) => /** @type {const} */ ([type, 1])),
  ...[...'nq'].map((type) => /** @type {const} */ ([type, 2])),
  ...[...'buihsoa'].map((type) => /** @type {const} */ ([type, 4])),
  ...[...'xtd({'].map((type) => /** @type {const} */ ([type, 8])),
]);

class Writer {
  #parts = /** @type {Buffer[]} */ ([]);
  #bigEndian;
  length = 0;

  /** @param {boolean} bigEndian */
  constructor(bigEndian) {
    this.#bigEndian = bigEndian;
  }

  bytes() {
    return Buffer.concat(this.#parts);
  }

  /** @param {Buffer} buffer */
  #put(buffer) {
    this.#parts.push(buffer);
    this.length += buffer.length;
  }

  /** @param {number} to */
  align(to) {
    this.#put(Buffer.alloc((to - (this.length % to)) % to));
  }

  /** @param {number} value */
  byte(value) {
    this.#put(Buffer.from([value & 0xff]));
  }

  /** @param {number} value */
  uint32(value) {
    this.align(4);
    this.#put(this.#number(4, BigInt(Math.trunc(value) || 0)));
  }

  /** @param {number} size @param {bigint} value */
  #number(size, value) {
    const buffer = Buffer.alloc(8);
    buffer.writeBigUInt64LE(BigInt.asUintN(64, value));
    const bytes = buffer.subarray(0, size);
    return this.#bigEndian ? Buffer.from(bytes).reverse() : Buffer.from(bytes);
  }

  /** @param {string} type @param {unknown} value */
  value(type, value) {
    const first = type.charAt(0);
    this.align(alignments.get(first) ?? 1);
    if (first === 'a') return this.#list(type.slice(1), Array.isArray(value) ? value : [value]);
    if (first === '(' || first === '{') return this.#struct(type, value);
    if (first === 'v') return this.#variant(value);
    if ('sog'.includes(first)) return this.#text(first, String(value));
    const size = { y: 1, n: 2, q: 2, x: 8, t: 8, d: 8 }[first] ?? 4;
    this.#put(this.#number(size, BigInt(Math.trunc(Number(value)) || 0)));
  }

  /** @param {string} type @param {string} text */
  #text(type, text) {
    const bytes = Buffer.from(text, 'latin1');
    if (type === 'g') this.byte(bytes.length);
    else this.uint32(bytes.length);
    this.#put(Buffer.concat([bytes, Buffer.alloc(1)]));
  }

  /** @param {string} type @param {readonly unknown[]} elements */
  #list(type, elements) {
    this.align(4);
    const placeOfLength = this.#parts.length;
    this.uint32(0);
    this.align(alignments.get(type.charAt(0)) ?? 1);
    const start = this.length;
    for (const element of elements) this.value(type, element);
    // uint32() put an empty padding first.
    this.#parts[placeOfLength + 1] = this.#number(4, BigInt(this.length - start));
  }

  /** @param {string} type @param {unknown} value */
  #struct(type, value) {
    const members = Array.isArray(value) ? value : [];
    completeTypes(type.slice(1, -1)).forEach((each, index) => this.value(each, members[index]));
  }

  /** @param {unknown} value */
  #variant(value) {
    const [type, inner] = Array.isArray(value) ? value : ['s', value];
    this.#text('g', String(type));
    this.value(completeTypes(String(type))[0] ?? 'y', inner);
  }
}
