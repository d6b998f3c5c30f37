// SPDX-License-Identifier: MIT
import { channelFailureCodes, type ChannelFailureCode } from '../../lib/channels/channel.js';
import { contractVersion, type NativeChannel } from '../../lib/channels/native/contract.js';
import { loadAddon } from '../../lib/channels/native/load.js';

const { addon } = loadAddon();
const options = { address: 'unix:path=/nonexistent', connectTimeoutMs: 1_000 };

/** Complete by its type: a method that the contract gains is missing here until it is added. */
const methods: Readonly<Record<keyof NativeChannel, true>> = {
  start: true,
  cancel: true,
  unref: true,
  probe: true,
  watch: true,
  unwatch: true,
  close: true,
};

it('the addon exports what the contract names, and no more', () => {
  expect(Object.keys(addon).sort()).toEqual(['NativeChannel', 'contractVersion', 'failureCodes']);
  expect(addon.contractVersion).toBe(contractVersion);
});

it('the failure codes are those of the Channel contract, in its order', () => {
  expect([...addon.failureCodes]).toEqual([...channelFailureCodes]);
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

type Misused = Record<keyof NativeChannel, (...args: unknown[]) => unknown>;
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
