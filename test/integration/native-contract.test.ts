// SPDX-License-Identifier: MIT
import { nativeFailureCodes, type ChannelFailureCode } from '../../lib/channels/channel.js';
import {
  contractVersion,
  type NativeChannel,
  type NativeReply,
} from '../../lib/channels/native/contract.js';
import { loadAddon } from '../../lib/channels/native/load.js';

const { addon } = loadAddon();

function openDbus(): NativeChannel {
  return new addon.NativeChannel('dbus', ['unix:path=/nonexistent', '1000']);
}

function openPrograms(environment: readonly string[] = []): NativeChannel {
  return new addon.NativeChannel('programs', environment);
}

/** Complete by its type: a method that the contract gains is missing here until it is added. */
const methods: Readonly<Record<keyof NativeChannel, true>> = {
  start: true,
  cancel: true,
  unref: true,
  probe: true,
  wait: true,
  watch: true,
  unwatch: true,
  close: true,
};

it('the addon exports what the contract names, and no more', () => {
  expect(Object.keys(addon).sort()).toEqual(['NativeChannel', 'contractVersion', 'failureCodes']);
  expect(addon.contractVersion).toBe(contractVersion);
});

it('the failure codes are those of the Channel contract, in its order', () => {
  expect([...addon.failureCodes]).toEqual([...nativeFailureCodes]);
});

it('a native channel has the methods of the contract, and no more', () => {
  const prototype = addon.NativeChannel.prototype as object;
  const own = Object.getOwnPropertyNames(prototype).filter((name) => name !== 'constructor');
  expect(own.sort()).toEqual(Object.keys(methods).sort());
});

const done = (): void => {};
const request: readonly unknown[] = ['getAccounts', '0.0', '', '{}'];
/** start() with a call that is right but for these arguments. */
function startWith(channel: Misused, wrong: Readonly<Record<number, unknown>>): unknown {
  return channel.start(...Object.assign([done, 1_000, request, undefined], wrong));
}

/** The same, with one word that is wrong. */
function startWithWord(channel: Misused, index: number, word: unknown): unknown {
  return startWith(channel, { 2: request.with(index, word) });
}

type Misused = Record<keyof NativeChannel, (...args: unknown[]) => unknown>;
type Misuse = (channel: Misused) => unknown;

const misuses: Readonly<Record<string, Misuse>> = {
  'start without anything': (channel) => channel.start(),
  'start without a function': (channel) => startWith(channel, { 0: undefined }),
  'start without a timeout': (channel) => startWith(channel, { 1: undefined }),
  'start with a timeout that is NaN': (channel) => startWith(channel, { 1: Number.NaN }),
  'start without words': (channel) => startWith(channel, { 2: undefined }),
  'start with words that are no list': (channel) => startWith(channel, { 2: 'getAccounts' }),
  'start without a body': (channel) => startWith(channel, { 2: request.slice(0, 3) }),
  'start with a word too many': (channel) => startWith(channel, { 2: [...request, ''] }),
  'start with a NUL in the body': (channel) => startWithWord(channel, 3, 'a\0b'),
  'start with a body that is no text': (channel) => startWithWord(channel, 3, {}),
  'start without a method': (channel) => startWithWord(channel, 0, ''),
  'start with a method that is no name': (channel) => startWithWord(channel, 0, 'get-accounts'),
  'start with a method that is too long': (channel) => startWithWord(channel, 0, 'a'.repeat(256)),
  'start with onlyWhile of another type': (channel) => startWith(channel, { 3: '7' }),
  'cancel without an id': (channel) => channel.cancel(),
  'unref with an id of another type': (channel) => channel.unref('7'),
  'probe without a timeout': (channel) => channel.probe(),
  'watch without a listener': (channel) => channel.watch(),
};

/** By its name, since the addon's errors are of another realm than the test's. */
function thrownBy(run: () => unknown): unknown {
  try {
    run();
  } catch (error) {
    return error;
  }
  return undefined;
}

function failureOfPing(channel: NativeChannel): Promise<ChannelFailureCode | undefined> {
  return new Promise((resolve) => {
    channel.start((...[, code]) => resolve(code), 5_000, []);
  });
}

it.each(Object.entries(misuses))('%s is a TypeError, and harms nobody', async (_name, misuse) => {
  const channel = openDbus();
  const error = thrownBy(() => misuse(channel as unknown as Misused));
  expect(error).toMatchObject({ name: 'TypeError' });
  expect(error).toHaveProperty('message', expect.stringMatching(/^entra-broker: /));
  expect(await failureOfPing(channel)).toBe('bus_unreachable');
  channel.close();
});

it.each([
  [[]],
  [['dbus']],
  [['dbus', { address: '', connectTimeoutMs: 1 }]],
  [['dbus', []]],
  [['dbus', ['unix:path=/nonexistent']]],
  [['dbus', ['unix:path=/nonexistent', 'soon']]],
  [['dbus', ['unix:path=/nonexistent', '-1']]],
  [['dbus', ['unix:path=/nonexistent', 1_000]]],
  [['dbus', ['unix:path=/a\0b', '1000']]],
  [['programs', 'HOME=/']],
  [['wam', []]],
  [[7, []]],
  [[{ address: '', connectTimeoutMs: 1 }]],
])('a native channel of these arguments is a TypeError: %j', (wrong: readonly unknown[]) => {
  const Channel = addon.NativeChannel as unknown as new (...args: unknown[]) => object;
  const error = thrownBy(() => new Channel(...wrong));
  expect(error).toMatchObject({ name: 'TypeError' });
  expect(error).toHaveProperty('message', expect.stringMatching(/^entra-broker: /));
});

it('a native method on another object is a TypeError', () => {
  const borrowed = Object.create(addon.NativeChannel.prototype as object) as NativeChannel;
  expect(thrownBy(() => borrowed.close())).toMatchObject({ name: 'TypeError' });
});

it('late and unknown ids are ignored', () => {
  const channel = openDbus();
  for (const id of [0, -1, 7, Number.MAX_SAFE_INTEGER, Number.NaN, 1e300]) {
    channel.cancel(id);
    channel.unref(id);
    channel.unwatch(id);
  }
  channel.close();
  channel.close();
});

it('a closed channel answers every call with closed', async () => {
  const channel = openDbus();
  channel.close();
  expect(await failureOfPing(channel)).toBe('closed');
});

const programMisuses: Readonly<Record<string, Misuse>> = {
  'no program': (programs) => programs.start(done, 1_000),
  'a program without a name': (programs) => programs.start(done, 1_000, []),
  'a program of another type': (programs) => programs.start(done, 1_000, '/bin/true'),
  'an argument that is no text': (programs) => programs.start(done, 1_000, ['/bin/echo', 7]),
  'an argument with a NUL': (programs) => programs.start(done, 1_000, ['/bin/echo', 'a\0b']),
  'onlyWhile of another type': (programs) => programs.start(done, 1_000, ['/bin/true'], '7'),
  'wait without an id': (programs) => programs.wait(undefined, 1_000),
  'wait without a timeout': (programs) => programs.wait(1),
};

function replyOf(programs: NativeChannel, command: readonly string[]): Promise<NativeReply> {
  return new Promise((resolve) => {
    programs.start((...reply) => resolve(reply), 10_000, command);
  });
}

it.each(Object.entries(programMisuses))(
  'with programs %s is a TypeError, and harms nobody',
  async (_name, misuse) => {
    const programs = openPrograms(['GREETING=hello']);
    const error = thrownBy(() => misuse(programs as unknown as Misused));
    expect(error).toMatchObject({ name: 'TypeError' });
    const command = ['/bin/sh', '-c', 'printf "%s\\n%s" "$GREETING" "$HOME"; exit 7'];
    expect(await replyOf(programs, command)).toEqual([['hello\n', '7']]);
    programs.close();
  },
);

it('wait gives what done is called with, once the program has ended', async () => {
  const programs = openPrograms();
  let id = 0;
  const told = new Promise<NativeReply>((resolve) => {
    const command = ['/bin/sh', '-c', 'read line; echo said; kill -9 $$'];
    id = programs.start((...reply) => resolve(reply), 10_000, command);
  });
  expect(programs.wait(id + 1, 0)).toBeUndefined();
  expect(programs.wait(id, 10_000)).toEqual([['said\n', '-9']]);
  expect(programs.wait(id, 0)).toEqual([['said\n', '-9']]);
  expect(await told).toEqual([['said\n', '-9']]);
  programs.close();
});

it('a reply is not kept once done has been called with it', async () => {
  const programs = openPrograms();
  const kept = await new Promise((resolve) => {
    const id = programs.start(() => resolve(programs.wait(id, 0)), 10_000, ['/bin/echo', 'said']);
  });
  expect(kept).toBeUndefined();
  programs.close();
});

it('closed programs answer with closed, those that run and those to come', async () => {
  const programs = openPrograms();
  const running = replyOf(programs, ['/bin/sleep', '600']);
  programs.close();
  expect((await running)[1]).toBe('closed');
  expect((await replyOf(programs, ['/bin/true']))[1]).toBe('closed');
});
