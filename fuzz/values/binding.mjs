// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { numberOption } from '../options.mjs';
import { Random } from '../random.mjs';
import { anyValue, spoiled, Trap } from './values.mjs';

// Any JavaScript value into every argument of the native contract: a TypeError, or it is taken;
// what a hostile value throws comes out as it is. ENTRA_BROKER_FUZZ_PACKAGE says whose addon.

const folder = process.env['ENTRA_BROKER_FUZZ_PACKAGE'] ?? '';
const require = createRequire(import.meta.url);
/** @type {typeof import('../../dist/channels/native/load.js')} */
const { loadAddon } = require(join(folder, 'dist/channels/native/load.js'));
const { NativeChannel } = loadAddon().addon;
/** @typedef {import('../../dist/channels/native/contract.js').NativeChannel} Channel */

const random = new Random(numberOption('seed', 1));
const inputs = numberOption('inputs', 100_000);
/** @type {[kind: 'dbus', options: string[]]} */
const options = ['dbus', ['unix:path=/nonexistent/bus', '50']];
const request = ['getAccounts', '0.0', 'c', '{}'];
let waiting = 0;
let refused = 0;
let taken = 0;

// What a listener throws is the program's to deal with, as everywhere in Node.
process.on('uncaughtException', (error) => {
  if (error instanceof Trap || error instanceof TypeError) return;
  throw error;
});

/** Whatever it throws has to be of the right kind. @param {() => void} attempt */
function attempt(attempt) {
  try {
    attempt();
    taken += 1;
  } catch (error) {
    refused += 1;
    if (error instanceof Trap) return;
    assert.ok(error instanceof TypeError, `thrown: ${String(error)}`);
  }
}

/** @param {Channel} channel @param {readonly unknown[]} args */
function start(channel, args) {
  const id = Reflect.apply(channel.start, channel, args);
  assert.equal(typeof id, 'number');
}

/** Arguments of start(), with some of any kind, too many or too few. @param {unknown} done */
function startArguments(done) {
  /** @type {unknown[]} */
  const words = random.onceIn(4) ? [] : [...request];
  const args = [done, random.below(100), words, undefined];
  for (let changes = random.below(3); changes > 0; changes -= 1) {
    if (random.onceIn(2)) words[random.below(words.length + 1)] = anyValue(random);
    else args[1 + random.below(args.length)] = anyValue(random);
  }
  return random.onceIn(8) ? args.slice(0, random.below(args.length + 1)) : args;
}

function counted() {
  waiting += 1;
  let settled = false;
  return () => {
    assert.ok(!settled, 'settled twice');
    settled = true;
    waiting -= 1;
  };
}

/** @type {readonly ((channel: Channel) => void)[]} */
const ways = [
  () => void Reflect.construct(NativeChannel, [anyValue(random), anyValue(random)]),
  () => Reflect.construct(NativeChannel, ['dbus', spoiled(options[1], random)]).close(),
  () => void Reflect.apply(NativeChannel, anyValue(random), options),
  () => void Reflect.construct(NativeChannel, options, class Other {}),
  (channel) => start(channel, startArguments(anyValue(random))),
  (channel) => {
    const done = counted();
    try {
      start(channel, startArguments(done));
    } catch (error) {
      waiting -= 1;
      throw error;
    }
  },
  (channel) => Reflect.apply(channel.cancel, channel, [anyValue(random)]),
  (channel) => Reflect.apply(channel.unref, channel, [anyValue(random)]),
  (channel) => Reflect.apply(channel.unwatch, channel, [anyValue(random)]),
  (channel) => void Reflect.apply(channel.watch, channel, [anyValue(random)]),
  (channel) => void Reflect.apply(channel.probe, channel, [random.onceIn(9) ? 1 : 'no number']),
  (channel) => {
    const name = random.pick(/** @type {const} */ (['start', 'cancel', 'probe', 'close', 'watch']));
    Reflect.apply(channel[name], anyValue(random), [anyValue(random), anyValue(random)]);
  },
  (channel) => {
    // A channel goes away while the options of another are read.
    const [kind, [address, timeout]] = options;
    const get = () => {
      channel.close();
      return address;
    };
    const trap = Object.defineProperty(['', String(timeout)], 0, { get });
    new NativeChannel(kind, trap).close();
  },
];

const patience = 30_000;
for (let done = 0; done < inputs;) {
  const channel = new NativeChannel(...options);
  for (let steps = random.below(60); steps > 0 && done < inputs; steps -= 1, done += 1) {
    attempt(() => random.pick(ways)(channel));
  }
  channel.close();
  const started = performance.now();
  while (waiting > 0) {
    await new Promise((resolve) => setImmediate(resolve));
    assert.ok(performance.now() - started < patience, `${waiting} calls are not settled`);
  }
}
process.stdout.write(`binding: ${inputs} inputs, ${taken} taken, ${refused} refused\n`);
