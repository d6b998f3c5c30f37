// SPDX-License-Identifier: MIT
import { openBroker } from 'entra-broker';
import { commandLine, fitsWindows } from '../../lib/channels/wsl-proxy/command-line.js';
import { rejectsWith } from '../support/broker-errors.js';
import { clientId, passwordOfAda, ada, silentRequest, tokenRequest } from '../support/requests.js';
import { Programs } from './programs.js';
import { channelTo, invocation, replyTo, startWsl } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

it('a call runs the proxy with the arguments of Microsoft’s client, by no shell', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  const body = '{"a":"it\'s \\"$HOME\\" `id` %PATH% \\\\"}';
  await replyTo(channel, invocation('getAccounts', { body, correlationId: 'c-1' }));
  const rest = ['--bversion', '0.0', '--cid', 'c-1', '--requestJson', body];
  expect(programs.runs('proxy')).toEqual([['--method', 'getAccounts', ...rest]]);
  channel.close();
});

it('a ping is that of Microsoft’s client, doubled braces included', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  await replyTo(channel, { verb: 'ping', timeoutMs: 10_000 });
  expect(programs.runs('proxy')).toEqual([
    ['--method', 'ping', '--bversion', '0.1', '--cid', '0', '--requestJson', '{{}}'],
  ]);
  channel.close();
});

/** A body with which the command line has that many characters. */
function bodyFor(proxyPath: string, length: number): string {
  const rest = commandLine(proxyPath, invocation('getAccounts', { body: '' }));
  const used = rest.map((argument) => `"${argument}"`).join(' ').length;
  return 'x'.repeat(length - used);
}

it('a command line of 32,766 characters is run, one of 32,767 is not', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  const longest = invocation('getAccounts', { body: bodyFor(programs.proxyPath, 32_766) });
  expect(await replyTo(channel, longest)).toMatchObject({ ok: true });
  const tooLong = { ...longest, body: `${longest.body}x` };
  expect(await replyTo(channel, tooLong)).toMatchObject({ failure: { code: 'request_too_long' } });
  expect(programs.runs('proxy')).toHaveLength(1);
  channel.close();
});

it.each([
  ['a letter', 'x', 32_000, 33_000],
  ['a quote, which takes a backslash', '"', 16_000, 16_500],
  ['a backslash before the closing quote, which is doubled', '\\', 16_000, 16_500],
  ['a letter of two bytes', 'ü', 16_000, 16_500],
])('%s counts as Windows needs it', (_what, character, fits, doesNot) => {
  const lineOf = (count: number): readonly string[] =>
    commandLine('/proxy', invocation('getAccounts', { body: character.repeat(count) }));
  expect([fitsWindows(lineOf(fits)), fitsWindows(lineOf(doesNot))]).toEqual([true, false]);
});

it('a request that is too long rejects with invalid_request, and says what to do', async () => {
  using programs = new Programs();
  await using broker = await openBroker({ channel: programs.channel() });
  const claims = JSON.stringify({ access_token: { note: { value: 'x'.repeat(33_000) } } });
  const call = broker.acquireTokenSilently({ ...silentRequest, claims });
  const error = await rejectsWith(call, 'invalid_request');
  expect(error).toMatchObject({ tag: '377db', nativeCode: 7, retryable: false });
  expect(error.message).toContain('send fewer claims');
  expect(programs.runs('proxy')).toEqual([]);
});

const withPassword = { ...tokenRequest, username: ada.username, password: passwordOfAda };

it('a password is not put on a command line', async () => {
  using programs = new Programs();
  await using broker = await openBroker({ channel: programs.channel() });
  const call = broker.acquireTokenByUsernamePassword(withPassword);
  const error = await rejectsWith(call, 'not_supported');
  expect(error.message).toContain('allowPasswordInArguments');
  expect(error.message).not.toContain(passwordOfAda);
  expect(programs.runs('proxy')).toEqual([]);
});

it('a password is put on a command line where the app allows it', async () => {
  await using simulator = await startWsl();
  await using broker = await openBroker({
    channel: channelTo(simulator),
    allowPasswordInArguments: true,
  });
  const { account } = await broker.acquireTokenByUsernamePassword(withPassword);
  expect(account.username).toBe(ada.username);
});

it('allowPasswordInArguments of another type is refused', async () => {
  const options = { allowPasswordInArguments: 'yes' } as unknown as object;
  await rejectsWith(openBroker(options), 'invalid_request');
});

it('the window of another flow is closed by a process of its own, while the flow waits', async () => {
  using programs = new Programs({
    // The flow ends when the cancel has been run.
    proxy: `case "$2" in
  acquireTokenInteractively) while [ ! -e "$0.canceled" ]; do sleep 0.02; done; echo '{"late":true}' ;;
  cancelInteractiveFlow) : > "$0.canceled"; echo '{}' ;;
esac`,
  });
  const channel = programs.channel();
  let flow = 0;
  const ended = new Promise((resolve) => {
    flow = channel.start(invocation('acquireTokenInteractively'), resolve);
  });
  await programs.process();
  const cancel = invocation('cancelInteractiveFlow', { onlyWhile: flow });
  expect(await replyTo(channel, cancel)).toMatchObject({ ok: true });
  expect(await ended).toMatchObject({ ok: true });
  expect(await replyTo(channel, cancel)).toMatchObject({ failure: { code: 'not_sent' } });
  expect(programs.runs('proxy')).toHaveLength(2);
  channel.close();
});

it('a flow that is canceled while the proxy is looked for is never run', async () => {
  using programs = new Programs();
  const channel = programs.channel();
  let flow = 0;
  const ended = new Promise((resolve) => {
    flow = channel.start(invocation('acquireTokenInteractively'), resolve);
  });
  const cancel = invocation('cancelInteractiveFlow', { onlyWhile: flow });
  expect(await replyTo(channel, cancel)).toMatchObject({ failure: { code: 'not_sent' } });
  expect(await ended).toMatchObject({ failure: { code: 'canceled' } });
  await replyTo(channel, invocation('getAccounts', { body: `{"clientId":"${clientId}"}` }));
  expect(programs.runs('proxy').map(([, method]) => method)).toEqual(['getAccounts']);
  channel.close();
});
