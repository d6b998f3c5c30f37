// SPDX-License-Identifier: MIT
import { chmodSync, rmSync } from 'node:fs';
import { inspectBroker } from 'entra-broker';
import type { WslFailure } from 'entra-broker-simulator';
import { AvailabilityProbe } from '../../lib/broker/availability-probe.js';
import type { ChannelFailureCode } from '../../lib/channels/channel.js';
import { Programs } from './programs.js';
import { channelTo, invocation, replyTo, startWsl } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

const reasons: readonly (readonly [WslFailure, ChannelFailureCode, RegExp])[] = [
  ['wslinfo-missing', 'wslinfo_missing', /no \/usr\/bin\/wslinfo/],
  ['wslinfo-fails', 'wslinfo_failed', /may be too old .* \[exit code 1\]/],
  ['wslinfo-hangs', 'wslinfo_silent', /did not answer in time/],
  ['path-empty', 'proxy_path_empty', /knows no proxy/],
  ['proxy-missing', 'proxy_missing', /is not where wslinfo says/],
  ['proxy-not-executable', 'proxy_not_executable', /may not be executed/],
];

describe.each(reasons)('with %s', (wslFailure, problem, detail) => {
  it(`inspectBroker says ${problem}, and a call rejects with broker_unavailable`, async () => {
    await using simulator = await startWsl({ wslFailure });
    const channel = channelTo(simulator, { locateTimeoutMs: 300 });
    const availability = await inspectBroker({ channel });
    expect(availability).toMatchObject({ available: false, reason: 'unavailable', problem });
    expect(availability).toHaveProperty('detail', expect.stringMatching(detail));
    expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
      failure: { code: problem },
    });
    channel.close();
  });

  it(`the probe says ${problem}, without waiting for a promise`, async () => {
    await using simulator = await startWsl({ wslFailure });
    const channel = channelTo(simulator, { locateTimeoutMs: 300 });
    expect(new AvailabilityProbe(channel).availability).toMatchObject({ problem });
    channel.close();
  });
});

it('a proxy that is there is reachable by the probe, which does not run it', () => {
  using programs = new Programs();
  const channel = programs.channel();
  expect(new AvailabilityProbe(channel).availability).toEqual({
    available: true,
    channel: 'wsl-proxy',
  });
  expect(programs.runs('proxy')).toEqual([]);
  channel.close();
});

it('a probe whose time is over before wslinfo answers is pending, and learns it later', () => {
  using programs = new Programs({ wslinfo: 'exec sleep 600' });
  const channel = programs.channel({ locateTimeoutMs: 200 });
  expect(channel.probe(0)).toEqual({ state: 'pending' });
  expect(channel.probe(10_000)).toMatchObject({ failure: { code: 'wslinfo_silent' } });
  channel.close();
});

it('wslinfo is run once, whoever asks and how often', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  channel.probe(0);
  const calls = Array.from({ length: 5 }, () => replyTo(channel, invocation('getAccounts')));
  channel.probe(10_000);
  await Promise.all(calls);
  await replyTo(channel, { verb: 'ping', timeoutMs: 10_000 });
  expect(programs.runs('wslinfo')).toEqual([['--msal-proxy-path', '-n']]);
  channel.close();
});

it('a wslinfo that did not answer in time is asked again by the next call', async () => {
  using programs = new Programs({
    wslinfo:
      'if mkdir "$0.before"; then exec sleep 600; fi; printf %s "$(dirname "$0")/a proxy.exe"',
  });
  const channel = programs.channel({ locateTimeoutMs: 2_000 });
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
    failure: { code: 'wslinfo_silent' },
  });
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({ ok: true });
  channel.close();
});

it('a path that is not absolute is not looked for in the working directory', async () => {
  using programs = new Programs({ wslinfo: 'echo package.json' });
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
    failure: { code: 'proxy_missing' },
  });
  channel.close();
});

it('a proxy that goes after it was found fails the call', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({ ok: true });
  rmSync(programs.proxyPath);
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({
    failure: { code: 'proxy_failed', name: 'exit code 127' },
  });
  channel.close();
});

it('a wslinfo that may not be executed is a failed one', async () => {
  using programs = new Programs();
  chmodSync(programs.wslinfoPath, 0o644);
  const channel = programs.channel();
  expect(channel.probe(10_000)).toMatchObject({
    failure: { code: 'wslinfo_failed', name: 'exit code 127' },
  });
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({ ok: false });
  channel.close();
});
