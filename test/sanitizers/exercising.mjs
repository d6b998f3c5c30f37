// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { root } from '../../scripts/setup/root.mjs';
import { startSimulator } from '../../simulator/dist/index.mjs';

const longestMs = 120_000;

/**
 * Runs exercise.cjs of a checkout against the simulator, which runs here, without any sanitizer.
 * @param {string} checkout
 * @param {{ env: NodeJS.ProcessEnv, prefix?: readonly string[], options?: readonly string[] }} how
 * @returns {Promise<{ ended: string, said: string }>} `exit code N` or the signal; its stderr.
 */
export async function runExercise(checkout, { env, prefix = [], options = [] }) {
  const file = join(root, 'simulator', 'scenarios', 'default.json');
  const scenario = JSON.parse(readFileSync(file, 'utf8'));
  const rules = [{ when: { method: 'acquireTokenInteractively' }, then: { noReply: true } }];
  const simulator = await startSimulator({ scenario: { ...scenario, rules } });
  try {
    const program = join(checkout, 'test', 'sanitizers', 'exercise.cjs');
    const address = simulator.busAddress ?? '';
    const command = [...prefix, process.execPath, ...options, program, address];
    const [first = '', ...args] = command;
    const child = spawn(first, args, {
      env,
      stdio: ['ignore', 'inherit', 'pipe'],
      timeout: longestMs,
      killSignal: 'SIGKILL',
    });
    const [said, [code, signal]] = await Promise.all([text(child.stderr), once(child, 'exit')]);
    return { ended: signal ?? `exit code ${String(code)}`, said };
  } finally {
    await simulator.stop();
  }
}
