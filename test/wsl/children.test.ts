// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { openBroker } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { runProgram, type Ending, type ProgramOptions } from '../support/program.js';
import { clientId } from '../support/requests.js';
import { gone, Programs } from './programs.js';
import { invocation, replyTo } from './stage.js';

// Each call starts programs; a hang is what fails.
jest.setTimeout(30_000);

const hangs = 'exec sleep 600';
/** Writes to where it should not. */
const noisy = 'echo noise >&2; exec sleep 600';

function run(programs: Programs, how: string, options: ProgramOptions = {}): Promise<Ending> {
  return runProgram('waiting.cjs', {
    folder: path.join(__dirname, 'programs'),
    arguments: [how, programs.wslinfoPath],
    ...options,
  });
}

it('the proxy has /dev/null for stdin and stderr, and no descriptor of ours', async () => {
  using programs = new Programs({ proxy: 'exec ls -l /proc/self/fd' });
  const channel = programs.channel();
  const reply = await replyTo(channel, invocation('getAccounts'));
  const listed = reply.ok ? reply.body : '';
  const descriptors = [...listed.matchAll(/ (\d+) -> (\S+)/g)].map(([, fd, file]) => [fd, file]);
  // The fourth is the folder that ls reads.
  expect(descriptors).toEqual([
    ['0', '/dev/null'],
    ['1', expect.stringMatching(/^pipe:/)],
    ['2', '/dev/null'],
    ['3', expect.stringMatching(/^\/proc\/\d+\/fd/)],
  ]);
  channel.close();
});

it('the proxy has them too where the program has closed its own', async () => {
  using programs = new Programs({ proxy: 'echo noise >&2; exec readlink /proc/self/fd/0' });
  const { report } = await run(programs, 'has closed its standard streams');
  expect(report).toEqual({ ok: true, body: '/dev/null\n' });
});

it('the proxy gets no signal mask, and no signal that is ignored', async () => {
  using programs = new Programs({ proxy: 'exec cat /proc/self/status' });
  const channel = programs.channel();
  const reply = await replyTo(channel, invocation('getAccounts'));
  const status = reply.ok ? reply.body : '';
  expect(status).toMatch(/^SigBlk:\t0+$/m);
  expect(status).toMatch(/^SigIgn:\t0+$/m);
  channel.close();
});

it.each(['abort', 'close', 'timeout'] as const)('the proxy is killed by %s', async (ending) => {
  using programs = new Programs({ proxy: hangs });
  await using broker = await openBroker({ channel: programs.channel() });
  const controller = new AbortController();
  const timeoutMs = ending === 'timeout' ? 2_000 : 20_000;
  const call = broker.getAccounts({ clientId, signal: controller.signal, timeoutMs });
  const code = { abort: 'request_aborted', close: 'closed', timeout: 'timed_out' } as const;
  const rejected = rejectsWith(call, code[ending]);
  const pid = await programs.process();
  if (ending === 'abort') controller.abort();
  if (ending === 'close') await broker.close();
  await rejected;
  await gone(pid);
});

it('what the proxy has started ends with it', async () => {
  using programs = new Programs({ proxy: 'sleep 600 & echo $! > "$0.child"; echo "{}"' });
  const channel = programs.channel();
  expect(await replyTo(channel, invocation('getAccounts'))).toMatchObject({ ok: true });
  await gone(Number(readFileSync(`${programs.proxyPath}.child`, 'utf8')));
  channel.close();
});

it.each([
  ['exits', 0, null],
  ['throws', 1, null],
  ['ends its worker', 0, null],
  ['collects its garbage', 0, null],
] as const)('a program that %s leaves no proxy, and prints nothing', async (how, code, signal) => {
  using programs = new Programs({ proxy: noisy });
  const ended = await run(programs, how, { flags: ['--expose-gc'] });
  expect(ended).toMatchObject({ code, signal, stdout: '' });
  if (how !== 'throws') expect(ended.stderr).toBe('');
  await gone(await programs.process());
});

it.each(['SIGKILL', 'SIGTERM', 'SIGABRT'] as const)(
  'a program that dies by %s leaves no proxy',
  async (signal) => {
    using programs = new Programs({ proxy: hangs });
    const ended = await run(programs, 'waits', {
      meanwhile: async (child) => {
        await programs.process();
        child.kill(signal);
      },
    });
    expect(ended).toMatchObject({ signal, stdout: '', stderr: '' });
    await gone(await programs.process());
  },
);

it('a program that dies while wslinfo hangs leaves no wslinfo', async () => {
  using programs = new Programs({ wslinfo: 'echo $$ > "$0.pid"; exec sleep 600' });
  const pid = (): number => Number(readFileSync(`${programs.wslinfoPath}.pid`, 'utf8'));
  await run(programs, 'waits', {
    meanwhile: async (child) => {
      while (programs.runs('wslinfo').length === 0) await new Promise(setImmediate);
      child.kill('SIGKILL');
    },
  });
  await gone(pid());
});

it('an unanswered call that was given up keeps no process alive, and goes with it', async () => {
  using programs = new Programs({ proxy: hangs });
  expect(await run(programs, 'gives up')).toMatchObject({ code: 0, stdout: '', stderr: '' });
  await gone(await programs.process());
});

it('a probe keeps no process alive', async () => {
  using programs = new Programs({ wslinfo: 'exec sleep 600' });
  expect(await run(programs, 'probes')).toMatchObject({ code: 0, stdout: '', stderr: '' });
});

it('children of Node itself are left to Node', async () => {
  using programs = new Programs();
  const ended = await run(programs, 'has children of its own');
  expect(ended.report).toEqual({
    codes: Array.from({ length: 20 }, (_, index) => index),
    calls: 20,
  });
});
