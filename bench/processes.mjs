// SPDX-License-Identifier: MIT
// @ts-check
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';

const answerMs = 120_000;

/** The last processor that this process may use: the first ones serve most interrupts. */
export function processorToPinTo() {
  const status = readFileSync('/proc/self/status', 'utf8');
  const allowed = /^Cpus_allowed_list:\s*(\S+)$/m.exec(status)?.[1] ?? '0';
  return Number(/\d+$/.exec(allowed)?.[0] ?? 0);
}

/** Keeps this process and all that it starts from now on to one processor. @param {number} cpu */
export function pinTo(cpu) {
  const pinned = spawnSync('taskset', ['-a', '-c', '-p', String(cpu), String(process.pid)]);
  if (pinned.status !== 0) throw new Error(`taskset failed: ${String(pinned.stderr)}`);
}

/** A program that prints a line when it is ready, and then one for each that it is sent. */
export class LineProcess {
  #child;
  #lines;
  #complaints = '';

  /** @param {readonly string[]} command @param {NodeJS.ProcessEnv} env */
  constructor([program = '', ...args], env) {
    this.#child = spawn(program, args, { env, stdio: ['pipe', 'pipe', 'pipe'] });
    this.#child.stdin.on('error', () => {}); // a write to one that is gone; next() tells
    this.#child.stderr.setEncoding('utf8').on('data', (text) => (this.#complaints += text));
    this.#lines = createInterface({ input: this.#child.stdout })[Symbol.asyncIterator]();
  }

  /**
   * @param {readonly string[]} command
   * @param {NodeJS.ProcessEnv} [env]
   */
  static async start(command, env = process.env) {
    const started = new LineProcess(command, env);
    await started.next();
    return started;
  }

  /** @param {string} command @returns {Promise<Record<string, number>>} */
  async ask(command) {
    this.#child.stdin.write(`${command}\n`);
    return JSON.parse(await this.next());
  }

  async next() {
    const late = setTimeout(() => this.#child.kill('SIGKILL'), answerMs);
    const { value, done } = await this.#lines.next();
    clearTimeout(late);
    if (done !== true) return value;
    throw new Error(`${this.#child.spawnargs.join(' ')} ended: ${this.#complaints}`);
  }

  async stop() {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    this.#child.kill('SIGKILL');
    await once(this.#child, 'exit');
  }
}
