// SPDX-License-Identifier: MIT
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { StepFailed } from '../setup/progress.mjs';
import {
  inCheckout,
  programs,
  windowsPath,
  wine,
  wineEnvironment,
  wineserver,
  world,
} from './places.mjs';

const lock = join(world, 'running.pid');
const startMs = 20_000;
const stopMs = 10_000;

/** @throws StepFailed while another process runs this checkout's Windows. */
export function checkIsFree() {
  const holder = holderOf(inCheckout(lock));
  if (holder === undefined) return;
  throw new StepFailed(`The Windows world of this checkout is in use by process ${holder}`);
}

/** @param {string} file */
function holderOf(file) {
  try {
    const pid = Number(readFileSync(file, 'utf8'));
    process.kill(pid, 0);
    return pid;
  } catch {
    return undefined; // no such file, or a process that has gone
  }
}

/**
 * Starts a display, a wineserver and a shell that stay until `stop`.
 * @returns {Promise<{ display: string, stop: () => Promise<void> }>}
 */
export async function startWorld() {
  checkIsFree();
  mkdirSync(inCheckout(world), { recursive: true });
  writeFileSync(inCheckout(lock), String(process.pid));
  const screen = await startDisplay();
  // Persistent: otherwise it ends with each program, and the next one starts in a second.
  const env = wineEnvironment({ DISPLAY: screen.display });
  const started = spawnSync(wineserver, ['-p'], { env, stdio: 'ignore', timeout: startMs });
  const stop = async () => {
    spawnSync(wineserver, ['-k'], { env, stdio: 'ignore', timeout: stopMs });
    spawnSync(wineserver, ['-w'], { env, stdio: 'ignore', timeout: stopMs });
    await screen.stop();
    rmSync(inCheckout(lock), { force: true });
  };
  if (started.status === 0 && (await startShell(env))) return { display: screen.display, stop };
  await stop();
  throw new StepFailed(
    'Windows did not start: run node scripts/windows/set-up.mjs, and see that wine64 is installed',
  );
}

/**
 * Ends with the wineserver.
 * @param {NodeJS.ProcessEnv} env
 * @returns Whether it is there.
 */
async function startShell(env) {
  const program = windowsPath(inCheckout(join(programs, 'shell.exe')));
  const shell = spawn(wine, [program], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  const line = await firstOutput(shell, shell.stdout);
  shell.stdout.destroy();
  shell.unref();
  return line === 'ready';
}

async function startDisplay() {
  const args = ['-displayfd', '3', '-screen', '0', '1280x800x24', '-nolisten', 'tcp'];
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'ignore', 'pipe'] });
  const stop = async () => {
    if (server.exitCode !== null || server.signalCode !== null) return;
    const gone = once(server, 'exit');
    server.kill();
    await gone;
  };
  const number = await firstOutput(server, server.stdio[3] ?? server);
  if (number !== undefined) return { display: `:${number}`, stop };
  await stop();
  throw new StepFailed('Xvfb did not start: see that xvfb is installed');
}

/**
 * What a process writes first; undefined if it ends before, or takes too long.
 * @param {import('node:child_process').ChildProcess} child
 * @param {import('node:events').EventEmitter} output
 * @returns {Promise<string | undefined>}
 */
async function firstOutput(child, output) {
  return Promise.race([
    once(output, 'data').then(([data]) => String(data).trim()),
    once(child, 'error').then(() => undefined),
    once(child, 'exit').then(() => undefined),
    new Promise((resolve) => setTimeout(resolve, startMs).unref()),
  ]);
}
