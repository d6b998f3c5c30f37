// SPDX-License-Identifier: MIT
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { Channel, ChannelReply, OwnerChange } from '../../lib/channels/channel.js';
import {
  startSimulator,
  type Simulator,
  type SimulatorOptions,
} from '../../simulator/src/index.js';
import { clientId, invocation, startCall } from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

let simulator: Simulator;
let channel: Channel;

async function start(options: SimulatorOptions = {}): Promise<void> {
  simulator = await startSimulator({ front: 'in-process', ...options });
  channel = simulator.channel();
}
beforeEach(() => start());
afterEach(() => simulator.stop());

const call = invocation('getAccounts', { clientId });
const failed = (code: string, name?: string): object => ({
  ok: false,
  failure: { code, ...(name === undefined ? {} : { name: `org.freedesktop.DBus.Error.${name}` }) },
});
const silence = (): void => {
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
};

test('a reply never comes from within start', async () => {
  let within = true;
  const reply = await new Promise<boolean>((resolve) => {
    channel.start(call, () => {
      resolve(within);
    });
    within = false;
  });
  expect(reply).toBe(false);
});

test('ids are never used twice, by calls or watchers', () => {
  silence();
  const ids = [1, 2, 3].map(() => channel.start(call, () => undefined));
  ids.push(channel.watch('owner', () => undefined));
  expect(new Set(ids).size).toBe(4);
});

test('ping is answered with an empty body', async () => {
  expect(await startCall(channel, { verb: 'ping', timeoutMs: 1000 })).toEqual({
    ok: true,
    body: '',
  });
});

test('a call settles once, whatever comes after', async () => {
  simulator.setRules([{ then: { replyTwice: true } }]);
  const replies: ChannelReply[] = [];
  const id = channel.start(call, (reply) => replies.push(reply));
  await startCall(channel, call);
  channel.cancel(id);
  channel.close();
  await startCall(channel, call);
  expect(replies).toHaveLength(1);
});

test('a call without a reply times out; a ping is too slow', async () => {
  simulator.setRules([{ then: { noReply: true } }]);
  expect(await startCall(channel, { ...call, timeoutMs: 20 })).toMatchObject(failed('timed_out'));
  const ping = { verb: 'ping', timeoutMs: 20 } as const;
  expect(await startCall(channel, ping)).toMatchObject(failed('too_slow'));
});

test('cancel settles the call, asynchronously; late and unknown ids are ignored', async () => {
  silence();
  const replies: ChannelReply[] = [];
  const id = channel.start(call, (reply) => replies.push(reply));
  channel.cancel(id);
  channel.cancel(id);
  channel.cancel(4711);
  expect(replies).toEqual([]);
  await startCall(channel, { verb: 'ping', timeoutMs: 1000 });
  expect(replies).toMatchObject([failed('canceled')]);
});

test.each([
  ['dbus_error', 'Failed', { dbusError: { name: 'org.freedesktop.DBus.Error.Failed' } }],
  ['bad_reply', undefined, { wrongSignature: 'as' }],
  ['reply_too_large', undefined, { raw: 'x'.repeat(8 * 1024 * 1024 + 1) }],
  ['dbus_error', 'NoReply', { crash: 'before' }],
] as const)('%s %s', async (code, name, then) => {
  simulator.setRules([{ then }]);
  expect(await startCall(channel, call)).toMatchObject(failed(code, name));
});

describe('onlyWhile', () => {
  const cancelFlow = (onlyWhile: number): Promise<ChannelReply> =>
    startCall(channel, invocation('cancelInteractiveFlow', { error: {} }, { onlyWhile }));

  test('sends while the other call is on the wire and unanswered', async () => {
    silence();
    const flow = channel.start(call, () => undefined);
    await simulator.waitForRequest('getAccounts');
    expect(await cancelFlow(flow)).toEqual({ ok: true, body: '{}' });
  });

  test('does not send once the other call is settled', async () => {
    let flow = 0;
    await new Promise<unknown>((resolve) => (flow = channel.start(call, resolve)));
    expect(await cancelFlow(flow)).toMatchObject(failed('not_sent'));
    expect(simulator.requests.map(({ method }) => method)).toEqual(['getAccounts']);
  });

  test('before the other call went out, neither is sent', async () => {
    await simulator.stop();
    await start({ start: 'activatable', activation: { delayMs: 60_000 } });
    let flow = 0;
    const reply = new Promise<ChannelReply>((resolve) => (flow = channel.start(call, resolve)));
    expect(await cancelFlow(flow)).toMatchObject(failed('not_sent'));
    expect(await reply).toMatchObject(failed('canceled'));
    expect(simulator.requests).toEqual([]);
  });
});

describe('close', () => {
  test('settles every waiting call, and those started later', async () => {
    silence();
    const waiting = startCall(channel, call);
    await simulator.waitForRequest('getAccounts');
    channel.close();
    channel.close();
    expect(await waiting).toMatchObject(failed('closed'));
    expect(await startCall(channel, call)).toMatchObject(failed('closed'));
    expect(channel.probe(0)).toMatchObject({ state: 'unreachable', failure: { code: 'closed' } });
  });

  test('of one channel leaves others alone', async () => {
    const other = simulator.channel();
    channel.close();
    expect(await startCall(other, call)).toMatchObject({ ok: true });
  });

  test('comes with stop', async () => {
    silence();
    const waiting = startCall(channel, call);
    await simulator.waitForRequest('getAccounts');
    await simulator.stop();
    expect(await waiting).toMatchObject({ ok: false });
  });
});

describe('the broker’s life', () => {
  test('is told to watchers until they stop', async () => {
    const changes: OwnerChange[] = [];
    const id = channel.watch('owner', (change) => changes.push(change));
    await simulator.crash();
    await simulator.restart();
    await startCall(channel, call);
    expect(changes).toEqual([
      { running: false, available: false },
      { running: true, available: true },
    ]);
    channel.unwatch(id);
    await simulator.crash();
    await startCall(channel, call);
    expect(changes).toHaveLength(2);
  });

  test('shows in probe and in calls: absent, running, crashed', async () => {
    await simulator.stop();
    await start({ start: 'absent' });
    expect(channel.probe(0)).toMatchObject({ failure: { code: 'name_unavailable' } });
    expect(await startCall(channel, call)).toMatchObject(failed('dbus_error', 'ServiceUnknown'));
    await simulator.restart();
    expect(channel.probe(0)).toEqual({ state: 'reachable', running: true });
    expect(await startCall(channel, call)).toMatchObject({ ok: true });
    await simulator.crash();
    expect(await startCall(channel, call)).toMatchObject(failed('dbus_error', 'ServiceUnknown'));
  });

  test('begins with the first call where it is activatable, not with the probe', async () => {
    await simulator.stop();
    await start({ start: 'activatable' });
    expect(channel.probe(0)).toEqual({ state: 'reachable', running: false });
    expect(simulator.running).toBe(false);
    expect(await startCall(channel, call)).toMatchObject({ ok: true });
    expect(simulator.running).toBe(true);
  });

  test('ends for all with the bus', async () => {
    silence();
    const waiting = startCall(channel, call);
    await simulator.waitForRequest('getAccounts');
    await simulator.killBus();
    expect(await waiting).toMatchObject(failed('disconnected'));
    expect(await startCall(channel, call)).toMatchObject(failed('bus_unreachable'));
    await simulator.restartBus();
    await simulator.restart();
    simulator.setRules([]);
    expect(await startCall(channel, call)).toMatchObject({ ok: true });
  });
});

describe('the process', () => {
  const run = promisify(execFile);
  const program = (more: string): string => `
    const { startSimulator } = require(${JSON.stringify(join(__dirname, '..', '..', 'simulator'))});
    startSimulator({ front: 'in-process' }).then((simulator) => {
      simulator.setRules([{ then: { noReply: true } }]);
      const channel = simulator.channel();
      channel.watch('owner', () => {});
      const call = { verb: 'ping', timeoutMs: 300 };
      const id = channel.start(call, ({ failure }) => process.stdout.write(failure.code));
      ${more}
    });`;

  test('lives while a call waits', async () => {
    const { stdout } = await run(process.execPath, ['-e', program('')]);
    expect(stdout).toBe('too_slow');
  });

  test('may end although a call waits that is unref’d, and a watcher', async () => {
    const { stdout } = await run(process.execPath, ['-e', program('channel.unref(id);')]);
    expect(stdout).toBe('');
  });
});
