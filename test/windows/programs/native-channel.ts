// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { isMainThread, parentPort, Worker } from 'node:worker_threads';
import type {
  NativeChannel,
  NativeReply,
  NativeWords,
} from '../../../lib/channels/native/contract.js';
import { loadAddon } from '../../../lib/channels/native/load.js';

// Drives the native channel of Windows by hand: its argument names what to do, its output is one
// line of JSON with what came of it.

const longMs = 60_000;

/** Of a call to make: its words. `$2.0` stands for the first word of the third reply. */
type Calls = readonly NativeWords[];

function open(): NativeChannel {
  return new (loadAddon().addon.NativeChannel)('wam', []);
}

function ask(channel: NativeChannel, words: NativeWords, timeoutMs = longMs): Promise<NativeReply> {
  return new Promise((resolve) => {
    channel.start((...reply) => resolve(reply), timeoutMs, words);
  });
}

/** The replies to calls, each made after the one before, and how often they were answered in all. */
async function inTurn(calls: Calls): Promise<object> {
  const channel = open();
  const replies: NativeReply[] = [];
  let answers = 0;
  for (const call of calls) {
    const words = call.map((word) => {
      const [, reply, index] = /^\$(\d+)\.(\d+)$/.exec(word) ?? [];
      const earlier = replies[Number(reply)];
      return earlier === undefined ? word : wordOf(earlier, Number(index));
    });
    const reply = await new Promise<NativeReply>((resolve) => {
      const done = (...parts: NativeReply): void => {
        ++answers;
        resolve(parts);
      };
      channel.start(done, longMs, words);
    });
    replies.push(reply);
  }
  return { replies, answers };
}

function wordOf([words]: NativeReply, index: number): string {
  return words?.[index] ?? '';
}

/** The same call many times at once. */
async function atOnce([words = []]: Calls): Promise<object> {
  const channel = open();
  const replies = await Promise.all(Array.from({ length: 400 }, () => ask(channel, words)));
  const objects = new Set(replies.map((reply) => wordOf(reply, 0)));
  return { replies: replies.length, objects: objects.size };
}

/** Has calls wait, and the last one answered: then they have been made. */
async function leaveWaiting(
  channel: NativeChannel,
  calls: Calls,
): Promise<{ readonly replies: Promise<readonly NativeReply[]> }> {
  const replies = Promise.all(calls.slice(0, -1).map((words) => ask(channel, words)));
  await ask(channel, calls.at(-1) ?? []);
  return { replies };
}

/**
 * The first call is canceled when the second one has been answered and all others have been made, and
 * is not heard of again.
 */
async function canceled([words = [], other = [], ...others]: Calls): Promise<object> {
  const channel = open();
  const replies: NativeReply[] = [];
  const started = { id: 0 };
  const settled = new Promise<void>((resolve) => {
    started.id = channel.start(
      (...reply) => {
        replies.push(reply);
        resolve();
      },
      longMs,
      words,
    );
  });
  await ask(channel, other);
  for (const each of others) channel.start(() => {}, longMs, each);
  channel.cancel(started.id);
  channel.cancel(started.id);
  await settled;
  await ask(channel, other);
  return { replies };
}

async function timedOut([words = []]: Calls): Promise<object> {
  return { reply: await ask(open(), words, 50) };
}

async function closed(calls: Calls): Promise<object> {
  const channel = open();
  const waiting = await leaveWaiting(channel, calls);
  channel.close();
  channel.close();
  const afterwards = await ask(channel, ['hostFacts']);
  const replies = [...(await waiting.replies), afterwards];
  return { codes: replies.map(([, code]) => code) };
}

/** Ends the process with calls waiting; its last line says so. */
async function exited(calls: Calls): Promise<object> {
  await leaveWaiting(open(), calls);
  process.on('exit', () => process.stdout.write('{"exit":true}\n'));
  process.exit(0);
}

async function terminated(calls: Calls): Promise<object> {
  const worker = new Worker(__filename, { argv: ['waitForEver', encoded(calls)] });
  await once(worker, 'message');
  await worker.terminate();
  // Longer than the answers that come for the dead take.
  return inTurn([calls.at(-1) ?? []]);
}

async function waitForEver(calls: Calls): Promise<object> {
  await leaveWaiting(open(), calls);
  parentPort?.postMessage('waiting');
  return new Promise(() => {});
}

/** What a monitor tells until three events have come, and after its release. */
async function monitored([find = [], list = [], marker = []]: Calls): Promise<object> {
  const channel = open();
  const events: string[][] = [];
  const three = new Promise<void>((resolve) => {
    channel.watch((...event) => {
      events.push(event);
      if (events.length === 3) resolve();
    });
  });
  const provider = wordOf(await ask(channel, find), 0);
  const accounts = await ask(channel, [...list, provider, 'client']);
  const monitor = wordOf(await ask(channel, ['monitorAccounts', wordOf(accounts, 5)]), 0);
  // Watching keeps nothing alive, and this tells the test that it may begin.
  const alive = setInterval(() => {}, longMs);
  await ask(channel, marker);
  await three;
  await ask(channel, ['release', monitor]);
  await ask(channel, marker);
  clearInterval(alive);
  return { monitor, events };
}

/** The bounded look that a probe takes. */
async function looked(): Promise<object> {
  const channel = open();
  const nothing = channel.wait(1, 0);
  const id = { value: 0 };
  const answered = new Promise<NativeReply>((resolve) => {
    id.value = channel.start((...reply) => resolve(reply), longMs, ['hostFacts']);
  });
  const seen = channel.wait(id.value, 20_000);
  return { nothing: nothing === undefined, seen, told: await answered };
}

/** What `start` throws. */
function refusedWords(calls: Calls): Promise<object> {
  const channel = open();
  const outcomes = calls.map((words) => {
    try {
      channel.start(() => {}, longMs, words);
      return 'taken';
    } catch (error) {
      return String(error);
    }
  });
  return Promise.resolve(outcomes);
}

const actions = {
  inTurn,
  atOnce,
  canceled,
  timedOut,
  closed,
  exited,
  terminated,
  waitForEver,
  monitored,
  looked,
  refusedWords,
};

function encoded(calls: Calls): string {
  return encodeURIComponent(JSON.stringify(calls));
}

async function main(): Promise<void> {
  const [action = '', calls = ''] = process.argv.slice(2);
  const run = actions[action as keyof typeof actions];
  const report = await run(JSON.parse(decodeURIComponent(calls)) as Calls);
  if (isMainThread) process.stdout.write(`${JSON.stringify(report)}\n`);
}

void main();
