// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './root.mjs';

const heartbeatMs = 10_000;
const shownLines = { first: 20, last: 40 };

/** A step that failed, after its log was shown; the entry points turn it into an exit code. */
export class StepFailed extends Error {
  /** @param {string} message @param {number} [exitCode] */
  constructor(message, exitCode = 1) {
    super(message);
    this.exitCode = exitCode;
  }
}

/** @param {string} line */
export function say(line) {
  process.stdout.write(`==> ${line}\n`);
}

/** @param {number} since From `performance.now()`. */
export function secondsSince(since) {
  return `${((performance.now() - since) / 1000).toFixed(1)} s`;
}

/**
 * Runs a command with its output in a log, which is shown only if the command fails.
 * @param {string} title
 * @param {readonly string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} [options]
 */
export async function runStep(title, command, options = {}) {
  const started = performance.now();
  const logFolder = join(root, '.cache', 'logs');
  mkdirSync(logFolder, { recursive: true });
  const logFile = join(logFolder, `${title.replace(/[^a-z0-9]+/gi, '-')}.log`);
  say(`${title} …`);
  const heartbeat = setInterval(() => {
    say(`${title}: still at it (${secondsSince(started)})`);
  }, heartbeatMs);
  try {
    const problem = await runInto(logFile, command, options);
    if (problem === undefined) return say(`${title}: done (${secondsSince(started)})`);
    process.stderr.write(`${excerptOf(logFile)}\n`);
    throw new StepFailed(`${title} failed: \`${command.join(' ')}\` ${problem}; log: ${logFile}`);
  } finally {
    clearInterval(heartbeat);
  }
}

/** @param {string} logFile */
function excerptOf(logFile) {
  const { first, last } = shownLines;
  const lines = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  const shown =
    lines.length <= first + last ? lines : [...lines.slice(0, first), '…', ...lines.slice(-last)];
  return shown.map((line) => `    ${line}`).join('\n');
}

/**
 * @param {string} logFile
 * @param {readonly string[]} command
 * @param {{ env?: NodeJS.ProcessEnv, cwd?: string, timeoutMs?: number }} options
 * @returns {Promise<string | undefined>} How it failed, if it did.
 */
async function runInto(logFile, [program = '', ...args], options) {
  const { env = process.env, cwd = root, timeoutMs = 30 * 60_000 } = options;
  const log = openSync(logFile, 'w');
  const timeout = Math.max(1, Math.round(timeoutMs));
  const child = spawn(program, args, { cwd, env, timeout, stdio: ['ignore', log, log] });
  try {
    return await new Promise((resolve) => {
      child.once('error', (error) => {
        resolve(`could not be started (${error.message})`);
      });
      child.once('close', (code, signal) => {
        resolve(code === 0 ? undefined : `ended with ${signal ?? `exit code ${String(code)}`}`);
      });
    });
  } finally {
    closeSync(log);
  }
}
