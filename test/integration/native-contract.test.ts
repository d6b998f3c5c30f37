// SPDX-License-Identifier: MIT
import { nativeFailureCodes, type ChannelFailureCode } from '../../lib/channels/channel.js';
import {
  contractVersion,
  type NativeChannel,
  type NativePrograms,
  type ProgramReply,
} from '../../lib/channels/native/contract.js';
import { loadAddon } from '../../lib/channels/native/load.js';

const { addon } = loadAddon();
const options = { address: 'unix:path=/nonexistent', connectTimeoutMs: 1_000 };

/** Complete by its type: a method that the contract gains is missing here until it is added. */
const methods: Readonly<Record<keyof NativeChannel | keyof NativePrograms, true>> = {
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
/** start() with a call that is right but for these arguments. */
function startWith(channel: Misused, wrong: Readonly<Record<number, unknown>>): unknown {
  const args: unknown[] = [done, 1_000, 'getAccounts', '0.0', '', '{}', undefined];
  return channel.start(...Object.assign(args, wrong));
}

type Misused = Record<keyof NativeChannel | keyof NativePrograms, (...args: unknown[]) => unknown>;
type Misuse = (channel: Misused) => unknown;

const misuses: Readonly<Record<string, Misuse>> = {
  'start without anything': (channel) => channel.start(),
  'start without a function': (channel) => startWith(channel, { 0: undefined }),
  'start without a timeout': (channel) => channel.start(done),
  'start with a timeout that is NaN': (channel) => startWith(channel, { 1: Number.NaN }),
  'start without a body': (channel) => startWith(channel, { 5: undefined }),
  'start with a NUL in the body': (channel) => startWith(channel, { 5: 'a\0b' }),
  'start with a body that is no text': (channel) => startWith(channel, { 5: {} }),
  'start without a method': (channel) => startWith(channel, { 2: '' }),
  'start with a method that is no name': (channel) => startWith(channel, { 2: 'get-accounts' }),
  'start with a method that is too long': (channel) => startWith(channel, { 2: 'a'.repeat(256) }),
  'start with onlyWhile of another type': (channel) => startWith(channel, { 6: '7' }),
  'cancel without an id': (channel) => channel.cancel(),
  'unref with an id of another type': (channel) => channel.unref('7'),
  'probe without a timeout': (channel) => channel.probe(),
  'watch without a listener': (channel) => channel.watch('owner'),
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
    channel.start((...[, code]) => resolve(code), 5_000);
  });
}

it.each(Object.entries(misuses))('%s is a TypeError, and harms nobody', async (_name, misuse) => {
  const channel = new addon.NativeChannel(options);
  const error = thrownBy(() => misuse(channel as unknown as Misused));
  expect(error).toMatchObject({ name: 'TypeError' });
  expect(error).toHaveProperty('message', expect.stringMatching(/^entra-broker: /));
  expect(await failureOfPing(channel)).toBe('bus_unreachable');
  channel.close();
});

it.each([undefined, null, 7, {}, { address: 7, connectTimeoutMs: 1 }, { address: '' }])(
  'a native channel with the options %p is a TypeError',
  (wrong) => {
    const Channel = addon.NativeChannel as unknown as new (options: unknown) => object;
    expect(thrownBy(() => new Channel(wrong))).toMatchObject({ name: 'TypeError' });
  },
);

it('a native method on another object is a TypeError', () => {
  const borrowed = Object.create(addon.NativeChannel.prototype as object) as NativeChannel;
  expect(thrownBy(() => borrowed.close())).toMatchObject({ name: 'TypeError' });
});

it('late and unknown ids are ignored', () => {
  const channel = new addon.NativeChannel(options);
  for (const id of [0, -1, 7, Number.MAX_SAFE_INTEGER, Number.NaN, 1e300]) {
    channel.cancel(id);
    channel.unref(id);
    channel.unwatch(id);
  }
  channel.close();
  channel.close();
});

it('a closed channel answers every call with closed', async () => {
  const channel = new addon.NativeChannel(options);
  channel.close();
  expect(await failureOfPing(channel)).toBe('closed');
});

const programMisuses: Readonly<Record<string, Misuse>> = {
  'a ping': (programs) => programs.start(done, 1_000),
  'a call for the bus': (programs) => startWith(programs, {}),
  'a program without a name': (programs) => programs.start(done, 1_000, []),
  'a program of another type': (programs) => programs.start(done, 1_000, '/bin/true'),
  'an argument that is no text': (programs) => programs.start(done, 1_000, ['/bin/echo', 7]),
  'an argument with a NUL': (programs) => programs.start(done, 1_000, ['/bin/echo', 'a\0b']),
  'onlyWhile of another type': (programs) => programs.start(done, 1_000, ['/bin/true'], '7'),
  'wait without an id': (programs) => programs.wait(undefined, 1_000),
  'wait without a timeout': (programs) => programs.wait(1),
};

function outputOf(programs: NativePrograms, command: readonly string[]): Promise<ProgramReply> {
  return new Promise((resolve) => {
    programs.start((...reply) => resolve(reply), 10_000, command, undefined);
  });
}

it.each(Object.entries(programMisuses))(
  'with programs %s is a TypeError, and harms nobody',
  async (_name, misuse) => {
    const programs = new addon.NativeChannel({ environment: ['GREETING=hello'] });
    const error = thrownBy(() => misuse(programs as unknown as Misused));
    expect(error).toMatchObject({ name: 'TypeError' });
    const command = ['/bin/sh', '-c', 'printf "%s\\n%s" "$GREETING" "$HOME"; exit 7'];
    expect(await outputOf(programs, command)).toEqual(['hello\n', 7]);
    programs.close();
  },
);

it('a program is no call for a bus', () => {
  const channel = new addon.NativeChannel(options) as unknown as Misused;
  const error = thrownBy(() => channel.start(done, 1_000, ['/bin/true']));
  expect(error).toMatchObject({ name: 'TypeError' });
  channel.close();
});

it('wait gives what done is called with, once the program has ended', async () => {
  const programs = new addon.NativeChannel({ environment: [] });
  let id = 0;
  const told = new Promise<ProgramReply>((resolve) => {
    const command = ['/bin/sh', '-c', 'read line; echo said; kill -9 $$'];
    id = programs.start((...reply) => resolve(reply), 10_000, command, undefined);
  });
  expect(programs.wait(id + 1, 0)).toBeUndefined();
  expect(programs.wait(id, 10_000)).toEqual(['said\n', -9]);
  expect(await told).toEqual(['said\n', -9]);
  programs.close();
});

it('closed programs answer with closed, those that run and those to come', async () => {
  const programs = new addon.NativeChannel({ environment: [] });
  const running = outputOf(programs, ['/bin/sleep', '600']);
  programs.close();
  expect((await running)[1]).toBe('closed');
  expect((await outputOf(programs, ['/bin/true']))[1]).toBe('closed');
});
