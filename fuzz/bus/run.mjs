// SPDX-License-Identifier: MIT
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { runScript } from '../../scripts/setup/set-up.mjs';
import { numberOption } from '../options.mjs';
import { packageToTry } from '../package-to-try.mjs';
import { openFdProxy } from './fd-proxy.mjs';
import { HostileBus } from './hostile-bus.mjs';

// The real addon against a bus that lies: `run.mjs --sessions N --seed N [--sanitizer address]`.

const sessions = numberOption('sessions', 20_000);
const seed = numberOption('seed', Date.now() % 2 ** 32);
const perProcess = 500;
const processes = 2;

/** @param {string} text */
function say(text) {
  process.stdout.write(`hostile bus: ${text}\n`);
}

/**
 * One process full of sessions.
 * @param {import('../package-to-try.mjs').PackageToTry} tried
 * @param {string} address
 * @param {number} number
 * @returns {Promise<{ problem?: string, endings: Record<string, number> }>}
 */
async function runClient(tried, address, number) {
  const client = fileURLToPath(new URL('./client.mjs', import.meta.url));
  const count = Math.min(perProcess, sessions - number * perProcess);
  const args = ['--seed', String((seed + number) % 2 ** 32), '--sessions', String(count)];
  const env = {
    ...tried.env,
    ENTRA_BROKER_FUZZ_PACKAGE: tried.folder,
    ENTRA_BROKER_FUZZ_ADDRESS: address,
  };
  const child = fork(client, args, {
    env,
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    timeout: 300_000,
    killSignal: 'SIGKILL',
  });
  if (child.stdout === null || child.stderr === null) throw new Error('no pipes');
  /** @type {{ problem?: string, endings?: Record<string, number> }} */
  let message = {};
  child.on('message', (received) => (message = /** @type {typeof message} */ (received)));
  const [out, err, [code, signal]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit'),
  ]);
  const { problem, endings = {} } = message;
  if (problem !== undefined) return { problem, endings };
  if (code !== 0) return { problem: `ended with ${signal ?? String(code)}: ${err}`, endings };
  if (out + err !== '') return { problem: `wrote to fd 1 or 2: ${out}${err}`, endings };
  return { endings };
}

/**
 * All sessions, until something is found.
 * @param {import('../package-to-try.mjs').PackageToTry} tried
 * @param {readonly string[]} addresses Ways to the bus, taken in turns.
 */
async function runSessions(tried, addresses) {
  /** @type {Record<string, number>} */
  const totals = {};
  /** @type {string[]} */
  const problems = [];
  let next = 0;
  const runClients = async () => {
    while (next * perProcess < sessions && problems.length === 0) {
      const number = next;
      next += 1;
      const address = addresses[number % addresses.length] ?? '';
      const { problem, endings } = await runClient(tried, address, number);
      for (const [ending, count] of Object.entries(endings)) {
        totals[ending] = (totals[ending] ?? 0) + count;
      }
      if (problem !== undefined) problems.push(`process ${number} of seed ${seed}: ${problem}`);
    }
  };
  await Promise.all(Array.from({ length: processes }, runClients));
  return { totals, problems };
}

await runScript(async () => {
  const tried = await packageToTry('hostile-bus');
  const bus = new HostileBus(seed);
  await bus.listen();
  const proxy = await openFdProxy(bus.socket);
  say(`${sessions} sessions, seed ${seed}`);
  const started = performance.now();
  const { totals, problems } = await runSessions(tried, [bus.address, proxy.address]);
  await proxy.close();
  await bus.close();
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  const calls = Object.values(totals).reduce((sum, count) => sum + count, 0);
  say(
    `${bus.connections} connections, ${bus.messages} messages, ${calls} calls settled ` +
      `in ${seconds} s: ${JSON.stringify(totals)}`,
  );
  problems.push(...tried.reports());
  for (const problem of problems) say(`FOUND ${problem}`);
  return problems.length === 0 ? 0 : 1;
});
