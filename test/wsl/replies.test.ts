// SPDX-License-Identifier: MIT
import { BrokerError, inspectBroker, openBroker } from 'entra-broker';
import type { ProxyManner, Simulator } from 'entra-broker-simulator';
import { rejectsWith } from '../support/broker-errors.js';
import { clientId, silentRequest } from '../support/requests.js';
import { Programs } from './programs.js';
import { channelTo, invocation, replyTo, startWsl } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startWsl();
});

afterEach(() => {
  simulator.setRules([]);
});

afterAll(async () => {
  await simulator.stop();
});

const harmless: Readonly<Record<string, ProxyManner>> = {
  'ends with CRLF': { newline: 'crlf' },
  'ends with LF': { newline: 'lf' },
  'ends without a newline': { newline: 'none' },
  'begins with a byte order mark': { bom: true },
  'came with exit code 1': { exitCode: 1 },
  'came with exit code 255': { exitCode: 255 },
  'came with noise on stderr': { stderr: 'warning: noise\n'.repeat(10_000) },
};

it.each(Object.entries(harmless))('a reply that %s is good', async (_name, proxy) => {
  simulator.setRules([{ then: { proxy } }]);
  await using broker = await openBroker({ channel: channelTo(simulator) });
  const { accessToken } = await broker.acquireTokenSilently(silentRequest);
  expect(accessToken).not.toBe('');
});

it.each([
  ['died by a signal', { signal: 'SIGSEGV' }, 'signal 11'],
  ['ended with 127', { exitCode: 127 }, 'exit code 127'],
] as const)('a reply of a proxy that %s is none', async (_name, proxy, name) => {
  simulator.setRules([{ then: { proxy } }]);
  await using broker = await openBroker({ channel: channelTo(simulator) });
  const error = await rejectsWith(broker.getAccounts({ clientId }), 'broker_unavailable');
  expect(error).toMatchObject({ tag: '38jst', retryable: true });
  expect(error.message).toContain(`[${name}]`);
});

it('a proxy that fails and says nothing is reported with its exit code', async () => {
  using programs = new Programs({ proxy: 'exit 3' });
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
    failure: { code: 'proxy_failed', name: 'exit code 3' },
  });
  channel.close();
});

it.each([
  ['no output', '', '4pq4a'],
  ['a prefix', 'wsl: hello\n{"accounts":[]}', '4pq4a'],
  ['a suffix', '{"accounts":[]}\nwsl: bye', '4pq4a'],
])('%s breaks the reply as on the bus', async (_name, raw, tag) => {
  simulator.setRules([{ then: { raw, proxy: { newline: 'none' } } }]);
  await using broker = await openBroker({ channel: channelTo(simulator) });
  const error = await rejectsWith(broker.getAccounts({ clientId }), 'broker_protocol_error');
  expect(error.tag).toBe(tag);
});

it('a reply over 8 MiB ends its proxy', async () => {
  using programs = new Programs({ proxy: 'exec cat /dev/zero' });
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
    failure: { code: 'reply_too_large' },
  });
  channel.close();
});

it('a long reply comes whole, however many pieces the pipe makes of it', async () => {
  const context = 'ü'.repeat(1_000_000);
  simulator.setRules([{ then: { reply: { context } } }]);
  const channel = channelTo(simulator);
  const reply = await replyTo(channel, invocation('getAccounts'));
  expect(reply.ok && (JSON.parse(reply.body) as object)).toEqual({ context });
  channel.close();
});

it('any output and any ordinary exit code is an answer to a ping', async () => {
  using programs = new Programs({ proxy: 'echo whatever; exit 7' });
  const channel = programs.channel();
  expect(await replyTo(channel, { verb: 'ping', timeoutMs: 10_000 })).toMatchObject({ ok: true });
  channel.close();
});

it('a proxy that dies in a ping is no broker', async () => {
  simulator.setRules([{ then: { proxy: { signal: 'SIGABRT' } } }]);
  const channel = channelTo(simulator);
  expect(await inspectBroker({ channel })).toMatchObject({
    available: false,
    problem: 'proxy_failed',
  });
  channel.close();
});

it('a proxy that hangs is ended when the time of its call is up', async () => {
  using programs = new Programs({ proxy: 'exec sleep 600' });
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts', { timeoutMs: 500 }))).toMatchObject({
    failure: { code: 'timed_out' },
  });
  expect(await replyTo(channel, { verb: 'ping', timeoutMs: 500 })).toMatchObject({
    failure: { code: 'too_slow' },
  });
  channel.close();
});

it('inspectBroker tells the channel and the version of the broker', async () => {
  const channel = channelTo(simulator);
  expect(await inspectBroker({ channel })).toEqual({
    available: true,
    channel: 'wsl-proxy',
    version: '3.0.2',
  });
  channel.close();
});

it('availabilityChanged never fires: there is no bus to watch', async () => {
  await using broker = await openBroker({ channel: channelTo(simulator) });
  const told: unknown[] = [];
  broker.on('availabilityChanged', (change) => told.push(change));
  await broker.getBrokerVersion();
  await simulator.crash();
  await expect(broker.getBrokerVersion()).rejects.toBeInstanceOf(BrokerError);
  await simulator.restart();
  await broker.getBrokerVersion();
  expect(told).toEqual([]);
});
