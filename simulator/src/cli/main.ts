// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { constants } from 'node:os';
import { version } from '../version.js';
import { ScenarioError } from '../scenario/scenario-error.js';
import { startSimulator } from '../start-simulator.js';
import type { Simulator } from '../simulator.js';
import { runCommand } from './run-command.js';
import { readCommandLine, usage, UsageError } from './usage.js';

const interrupts: readonly NodeJS.Signals[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];
// What a shell reports for a program that SIGINT ended.
const interruptedEarly = 130;
const longest = 2 ** 31 - 1;

async function main(): Promise<number> {
  const line = readCommandLine(process.argv.slice(2));
  if (line.action !== 'run') {
    process.stdout.write(line.action === 'help' ? usage : `${version}\n`);
    return 0;
  }
  const interruption = new AbortController();
  // From the very start, so that an interrupt while the bus starts cleans up, too.
  for (const name of interrupts) process.once(name, () => interruption.abort());
  const { scenario = 'default', ui, command } = line;
  const simulator = await startSimulator({ scenario, ui });
  try {
    if (simulator.uiUrl !== undefined) say(`sign-in page: ${simulator.uiUrl}`);
    return command.length === 0
      ? await serve(simulator, interruption.signal)
      : await run(simulator, command, interruption.signal);
  } finally {
    await simulator.stop();
  }
}

async function serve(simulator: Simulator, interrupted: AbortSignal): Promise<number> {
  process.stdout.write(`export DBUS_SESSION_BUS_ADDRESS='${simulator.busAddress ?? ''}'\n`);
  say('running; interrupt (Ctrl-C) to end');
  // The simulator itself keeps no process alive.
  const alive = setInterval(() => undefined, longest);
  if (!interrupted.aborted) await once(interrupted, 'abort');
  clearInterval(alive);
  return 0;
}

async function run(
  simulator: Simulator,
  command: readonly string[],
  interrupted: AbortSignal,
): Promise<number> {
  if (interrupted.aborted) return interruptedEarly;
  const end = await runCommand(command, simulator.env);
  if (end.how === 'not-started') {
    say(`cannot run ${command[0] ?? ''}: ${end.reason}`);
    return end.code;
  }
  if (end.how === 'exit') return end.code;
  await simulator.stop();
  process.removeAllListeners(end.signal);
  // Die as the command did, so that a shell sees the same.
  process.kill(process.pid, end.signal);
  return 128 + constants.signals[end.signal];
}

function say(text: string): void {
  process.stderr.write(`entra-broker-simulator: ${text}\n`);
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    say(error instanceof Error ? error.message : String(error));
    if (error instanceof UsageError) process.stderr.write(`\n${usage}`);
    process.exitCode = error instanceof UsageError || error instanceof ScenarioError ? 2 : 1;
  },
);
