// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { setTimeout as delay } from 'node:timers/promises';
import { numberOption } from '../options.mjs';
import { Random } from '../random.mjs';

// Talks to a hostile bus through the real channel, in a process of its own, since it may crash.
// ENTRA_BROKER_FUZZ_PACKAGE and …_ADDRESS say whose channel and which bus. Writes nothing.

const folder = process.env['ENTRA_BROKER_FUZZ_PACKAGE'] ?? '';
const address = process.env['ENTRA_BROKER_FUZZ_ADDRESS'] ?? '';
const require = createRequire(import.meta.url);
/** @type {typeof import('../../dist/channels/dbus/channel.js')} */
const { DbusChannel } = require(join(folder, 'dist/channels/dbus/channel.js'));
/** @type {typeof import('../../dist/channels/channel.js')} */
const { channelFailureCodes } = require(join(folder, 'dist/channels/channel.js'));
/** @typedef {import('../../dist/channels/channel.js').ChannelCall} ChannelCall */
/** @typedef {import('../../dist/channels/channel.js').ChannelReply} ChannelReply */

const random = new Random(numberOption('seed', 1));
const sessions = numberOption('sessions', 100);
const atOnce = numberOption('at-once', 24);

const connectTimeoutMs = 300;
/** A busy machine, and a sanitizer, may take that much longer than a deadline says. */
const graceMs = 20_000;
/** @type {Record<string, number>} */
const endings = {};

/** @param {ChannelReply} reply */
function check(reply) {
  const { ok } = reply;
  const right = ok
    ? typeof reply.body === 'string' && reply.body.length <= 8 * 1024 * 1024
    : channelFailureCodes.includes(reply.failure.code) &&
      typeof reply.failure.name === 'string' &&
      typeof reply.failure.message === 'string';
  if (!right) fail(`a reply of another shape: ${JSON.stringify(reply).slice(0, 200)}`);
  const ending = ok ? 'reply' : reply.failure.code;
  endings[ending] = (endings[ending] ?? 0) + 1;
}

/** @param {string} problem @returns {never} */
function fail(problem) {
  process.send?.({ problem });
  process.disconnect?.();
  process.exit(9);
}

/** @returns {ChannelCall} */
function anyCall() {
  const timeoutMs = 50 + random.below(400);
  if (random.onceIn(4)) return { verb: 'ping', timeoutMs };
  const method = random.pick(['getAccounts', 'acquireTokenSilently', 'acquireTokenInteractively']);
  const body = JSON.stringify({ padding: 'x'.repeat(random.below(3000)) });
  return { verb: 'invoke', method, protocolVersion: '0.0', correlationId: 'c', body, timeoutMs };
}

/** @param {InstanceType<typeof DbusChannel>} channel @param {ChannelCall} call */
function start(channel, call) {
  let settlements = 0;
  let id = 0;
  const settled = new Promise((resolve, reject) => {
    const limit = setTimeout(
      () => reject(new Error(`unsettled: ${call.verb}`)),
      call.timeoutMs + graceMs,
    );
    id = channel.start(call, (reply) => {
      settlements += 1;
      if (settlements > 1) fail('a call was settled twice');
      clearTimeout(limit);
      check(reply);
      resolve(undefined);
    });
  });
  return { id, settled };
}

/** One connection's life. */
async function session() {
  const channel = new DbusChannel({ address, connectTimeoutMs });
  const watching = random.onceIn(2) ? channel.watch('owner', () => {}) : undefined;
  if (random.onceIn(10)) channel.probe(random.below(20));
  const calls = Array.from({ length: 1 + random.below(5) }, () => start(channel, anyCall()));
  const [first] = calls;
  if (first !== undefined && random.onceIn(3)) {
    const cancel = { ...anyCall(), onlyWhile: first.id };
    calls.push(start(channel, cancel));
  }
  if (random.onceIn(4)) channel.cancel(random.below(9));
  if (random.onceIn(6)) channel.close();
  await Promise.all(calls.map(({ settled }) => settled));
  // The connection may be lost now: the next call makes another one.
  await start(channel, anyCall()).settled;
  if (watching !== undefined && random.onceIn(2)) channel.unwatch(watching);
  channel.close();
}

/** Descriptors come with what the bus says, and connections go: none may be left behind. */
async function checkDescriptors() {
  const until = performance.now() + graceMs;
  while (descriptors() > descriptorsAtFirst) {
    if (performance.now() > until) fail(`${descriptors() - descriptorsAtFirst} descriptors left`);
    await delay(20);
  }
}

function descriptors() {
  return readdirSync('/proc/self/fd').length;
}

let left = sessions;
async function manySessions() {
  while (left > 0) {
    left -= 1;
    await session();
  }
}

// One stays for good: it wakes the broker thread. A sanitizer keeps its report open, too.
const descriptorsAtFirst = descriptors() + 2;
try {
  await Promise.all(Array.from({ length: atOnce }, manySessions));
  await checkDescriptors();
} catch (error) {
  fail(error instanceof Error ? error.message : String(error));
}
process.send?.({ endings });
process.disconnect?.();
