// SPDX-License-Identifier: MIT
import { encode, fields, types } from './marshal.mjs';

/** @typedef {import('../random.mjs').Random} Random */
/** @typedef {import('./incoming.mjs').Asked} Asked */

const bus = 'org.freedesktop.DBus';
const broker = 'com.microsoft.identity.broker1';
const us = ':1.7';
const owner = ':1.9';

/** @typedef {readonly [signature: string, values: readonly unknown[]]} Body */

/** Bodies that no message may have. @type {readonly Body[]} */
const impossibleBodies = [
  ['s', ['\xFF\xFE']],
  ['s', ['a\0b']],
  ['b', [2]],
  ['h', [1]],
  ['o', ['no path']],
  ['g', ['((']],
  ['a'.repeat(40) + 'y', [[]]],
];

/** A body of any kind, most of them wrong for whatever was asked. @param {Random} random */
function anyBody(random) {
  const text = () => random.pick(['', '{}', '{"accounts":[]}', broker, owner, '\xC3\xA4']);
  /** @type {readonly Body[]} */
  const bodies = [
    ['', []],
    ['s', [text()]],
    ['ss', [text(), text()]],
    ['sss', [broker, text(), text()]],
    ['b', [random.below(2)]],
    ['u', [random.next()]],
    ['as', [[broker, text()]]],
    ['as', [Array.from({ length: random.below(3000) }, () => 'x'.repeat(random.below(40)))]],
    ['ay', [Array.from({ length: random.below(5000) }, () => 7)]],
    ['v', [['v', ['v', ['v', ['s', text()]]]]]],
    ['a{sv}', [[['key', ['u', 5]]]]],
    ['(sas)', [[text(), [text()]]]],
    ['s', ['x'.repeat(random.pick([10, 70_000, 300_000]))]],
    ['g', [random.pick(['', 'a{sv}', 'ss'])]],
    ['o', [random.pick(['/', '/a/b'])]],
    ['a'.repeat(random.pick([1, 31])) + 'y', [[]]],
    ['ah', [[0, 1, 2].slice(0, random.below(4))]],
  ];
  return random.pick(bodies);
}

/** A reply to what was asked; `body` is the truth or a lie. @param {Asked} asked @param {Random} random */
function reply(asked, random, body = anyBody(random), serial = asked.serial) {
  const isError = random.onceIn(5);
  /** @type {[number, unknown, string?][]} */
  const list = [
    [fields.replySerial, serial],
    [fields.destination, us],
    [fields.sender, random.pick([bus, owner, broker])],
  ];
  if (isError)
    list.push([
      fields.errorName,
      random.pick([`${bus}.Error.NoReply`, 'x.y', 'com.example.Error.Long' + 'g'.repeat(200)]),
    ]);
  if (random.onceIn(15)) list.push([fields.unixFds, 1 + random.below(3)]);
  const [signature, values] = body;
  const type = isError ? types.error : types.reply;
  return encode({ type, serial: random.next() || 1, fields: list, signature, body: values });
}

/** What a decent bus and broker would say. @param {Asked} asked */
export function truth(asked) {
  /** @type {Readonly<Record<string, readonly [string, readonly unknown[]]>>} */
  const answers = {
    Hello: ['s', [us]],
    NameHasOwner: ['b', [1]],
    GetNameOwner: ['s', [owner]],
    ListActivatableNames: ['as', [[broker]]],
    AddMatch: ['', []],
    RemoveMatch: ['', []],
    Ping: ['', []],
  };
  const [signature, body] = answers[asked.member] ?? ['s', ['{"accounts":[]}']];
  const list = /** @type {const} */ ([
    [fields.replySerial, asked.serial],
    [fields.destination, us],
    [fields.sender, asked.destination === bus ? bus : owner],
  ]);
  return encode({ type: types.reply, serial: asked.serial, fields: list, signature, body });
}

/** A signal that nobody asked for. @param {Random} random */
function signal(random, member = 'NameOwnerChanged', body = anyBody(random)) {
  const local = random.onceIn(200);
  const [signature, values] = body;
  return encode({
    type: types.signal,
    serial: random.next() || 1,
    fields: [
      [fields.path, local ? '/org/freedesktop/DBus/Local' : '/org/freedesktop/DBus'],
      [fields.interface, local ? 'org.freedesktop.DBus.Local' : bus],
      [fields.member, local ? 'Disconnected' : member],
      [fields.sender, random.onceIn(200) ? 'x' : random.pick([bus, bus, owner, 'a.b'])],
    ],
    signature,
    body: values,
  });
}

/** The broker comes and goes. @param {Random} random */
function ownerChange(random) {
  const anyOwner = () => random.pick(['', owner, ':1.10', 'nobody']);
  const body = /** @type {const} */ ([
    'sss',
    [random.pick([broker, 'other.name']), anyOwner(), anyOwner()],
  ]);
  return signal(random, 'NameOwnerChanged', body);
}

/** The bus asks us something. @param {Random} random */
function question(random) {
  return encode({
    type: types.call,
    serial: random.next() || 1,
    fields: [
      [fields.path, '/'],
      [
        fields.interface,
        random.pick(['org.freedesktop.DBus.Peer', 'a.b', 'org.freedesktop.DBus.Introspectable']),
      ],
      [fields.member, random.pick(['Ping', 'GetMachineId', 'Introspect', 'X'])],
      [fields.sender, owner],
    ],
  });
}

/** Some bytes of a message changed. @param {Buffer} message @param {Random} random */
function corrupted(message, random) {
  const copy = Buffer.from(message);
  for (let changes = 1 + random.below(4); changes > 0; changes -= 1) {
    copy[random.below(Math.min(copy.length, random.onceIn(2) ? 32 : copy.length))] = random.next();
  }
  return copy;
}

/** A header that does not fit its message. @param {Asked} asked @param {Random} random */
function wrongHeader(asked, random) {
  /** @type {[number, unknown, string?][]} */
  const list = [[fields.replySerial, asked.serial]];
  const wrong = random.pick([
    { version: random.below(256) },
    { type: random.below(256) },
    { bodyLength: random.pick([1, 7, 4096, 2 ** 27, 2 ** 27 + 1, 2 ** 31, 2 ** 32 - 1]) },
    { serial: 0 },
    { fields: [...list, ...list] },
    { fields: [[fields.replySerial, 0]] },
    { fields: [[fields.replySerial, 'text', 's']] },
    { fields: [[random.below(256), 1, 'u']] },
    { fields: [...list, [fields.unixFds, random.below(20)]] },
    {
      fields: [...list, [fields.path, 'no path'], [fields.member, '1bad'], [fields.interface, '']],
    },
    { signature: 's', body: [''], bodyLength: 4 },
  ]);
  return encode({ type: types.reply, serial: 1, fields: list, .../** @type {object} */ (wrong) });
}

/**
 * What to send when something was asked: any number of messages that a strict reader lets through.
 * @param {Asked} asked
 * @param {Random} random
 * @returns {Buffer[]}
 */
export function lies(asked, random) {
  const honest = truth(asked);
  const otherSerial = random.pick([asked.serial + 1, asked.serial + 2, 1 + random.below(9)]);
  const big = { type: types.reply, serial: 9, signature: 's', body: ['{}'], bigEndian: true };
  /** @type {readonly (() => Buffer[])[]} */
  const ways = [
    () => [],
    () => [honest, honest],
    () => [honest, reply(asked, random)],
    () => [reply(asked, random)],
    () => [reply(asked, random), reply(asked, random), honest],
    () => [reply(asked, random, anyBody(random), otherSerial), honest],
    () => [ownerChange(random), honest, ownerChange(random)],
    () => Array.from({ length: random.below(60) }, () => ownerChange(random)),
    () => [signal(random), honest],
    () => [question(random), question(random), honest],
    () => [encode({ ...big, fields: [[fields.replySerial, asked.serial]] })],
    () => [reply(asked, random, ['s', ['x'.repeat(9 * 1024 * 1024)]])],
  ];
  // The last one is a heavy load, and proves the same each time.
  return random.pick(random.onceIn(40) ? ways : ways.slice(0, -1))();
}

/**
 * What no reader can make sense of: it has to hang up.
 * @param {Asked} asked
 * @param {Random} random
 * @returns {Buffer[]}
 */
export function nonsense(asked, random) {
  const honest = truth(asked);
  /** @type {readonly (() => Buffer[])[]} */
  const ways = [
    () => [corrupted(honest, random)],
    () => [corrupted(reply(asked, random), random), honest],
    () => [wrongHeader(asked, random), honest],
    () => [honest.subarray(0, random.below(honest.length))],
    () => [random.bytes(random.below(200))],
    () => [reply(asked, random, random.pick(impossibleBodies)), honest],
  ];
  return random.pick(ways)();
}
