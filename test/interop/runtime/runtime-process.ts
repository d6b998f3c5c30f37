// SPDX-License-Identifier: MIT
import { type ChildProcessWithoutNullStreams, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { neededEquipment } from '../equipment.js';
import type { DriverLine, RuntimeCall, RuntimeError, RuntimeOutcome } from './protocol.js';

const callTimeoutMs = 20_000;
const endTimeoutMs = 2000;
/** However a test ends, the process does not outlive this. */
const lifetimeMs = 120_000;

/** The process has gone before it answered. */
export class RuntimeEnded extends Error {
  constructor(
    readonly exitCode: number | null,
    readonly signal: NodeJS.Signals | null,
    complaints: string,
  ) {
    const end = signal ?? `exit code ${String(exitCode)}`;
    super(`Microsoft's runtime ended with ${end}. ${complaints}`);
  }
}

export interface StartedRuntime {
  readonly process: RuntimeProcess;
  /** Why it does without a broker. */
  readonly startupError?: RuntimeError;
}

/** Microsoft's runtime in a process of its own. */
export class RuntimeProcess implements AsyncDisposable {
  /** Resolves when the process is gone. */
  private readonly ended: Promise<unknown>;
  private readonly lines = new Map<string, (line: DriverLine) => void>();
  private calls = 0;
  private complaints = '';

  private constructor(private readonly child: ChildProcessWithoutNullStreams) {
    child.stdin.on('error', () => {}); // a write to a process that is gone; `ended` tells
    child.stderr.setEncoding('utf8').on('data', (text: string) => (this.complaints += text));
    createInterface({ input: child.stdout }).on('line', (line) => this.read(line));
    this.ended = once(child, 'close');
  }

  /**
   * Returns when the runtime has looked for a broker, with what it found wrong. `module`: another
   * one of the same API, instead of Microsoft's.
   */
  static async start(
    environment: NodeJS.ProcessEnv,
    folder: string,
    ...module: readonly string[]
  ): Promise<StartedRuntime> {
    const child = spawn(process.execPath, [join(__dirname, 'driver.cjs'), ...module], {
      cwd: folder,
      env: environment,
      timeout: lifetimeMs,
      killSignal: 'SIGKILL',
    });
    const runtime = new RuntimeProcess(child);
    try {
      const { error } = await runtime.lineOf('start');
      if (error?.errorTag === 0) throw new Error(error.errorContext);
      return { process: runtime, ...(error === undefined ? {} : { startupError: error }) };
    } catch (cause) {
      await runtime[Symbol.asyncDispose]();
      throw new Error(
        `Microsoft's runtime cannot be used here. It needs ${neededEquipment()}: run npm run ` +
          'setup:full. There is none for other processors than x86-64.',
        { cause },
      );
    }
  }

  async call(call: RuntimeCall): Promise<RuntimeOutcome> {
    return this.begin(call).outcome;
  }

  /** Starts a call; `cancel` is the runtime's CancelAsyncOperation, which blocks its thread. */
  begin(call: RuntimeCall): { readonly outcome: Promise<RuntimeOutcome>; cancel(): void } {
    this.calls += 1;
    const id = String(this.calls);
    const outcome = this.lineOf(id).then(outcomeOf);
    this.write({ id, ...call });
    return { outcome, cancel: () => this.write({ cancel: id }) };
  }

  async [Symbol.asyncDispose](): Promise<void> {
    // Not killed if it can be avoided: it might hold a semaphore that its successors wait for.
    this.child.stdin.end();
    const late = setTimeout(() => this.child.kill('SIGKILL'), endTimeoutMs);
    await this.ended;
    clearTimeout(late);
  }

  private write(command: object): void {
    this.child.stdin.write(`${JSON.stringify(command)}\n`);
  }

  private lineOf(id: string): Promise<DriverLine> {
    return new Promise((resolve, reject) => {
      const late = setTimeout(
        () => reject(new Error(`No answer of Microsoft's runtime within ${callTimeoutMs} ms`)),
        callTimeoutMs,
      );
      this.lines.set(id, (line) => {
        clearTimeout(late);
        resolve(line);
      });
      void this.ended.then(() => {
        clearTimeout(late);
        reject(new RuntimeEnded(this.child.exitCode, this.child.signalCode, this.complaints));
      });
    });
  }

  private read(text: string): void {
    const line = JSON.parse(text) as DriverLine;
    this.lines.get(line.id)?.(line);
    this.lines.delete(line.id);
  }
}

function outcomeOf({ result, error, thrown }: DriverLine): RuntimeOutcome {
  if (result !== undefined) return { result };
  if (error !== undefined) return { error };
  throw new Error(thrown ?? 'The driver answered neither a result nor an error');
}
