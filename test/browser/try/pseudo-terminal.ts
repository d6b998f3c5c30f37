// SPDX-License-Identifier: MIT
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process';
import { once } from 'node:events';

/** Far above what any program of the tests needs between two lines. */
const patienceMs = 20_000;

/** A program on a terminal of its own, made by script(1), and somebody who types. */
export class PseudoTerminal implements Disposable {
  readonly #child: ChildProcessWithoutNullStreams;
  readonly #ended: Promise<unknown>;
  /** Where the next text is looked for: behind the one found last. */
  #read = 0;
  /** All that the terminal showed, what was typed included. */
  shown = '';

  constructor(command: readonly string[], environment: Readonly<Record<string, string>>) {
    const quoted = command.map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
    this.#child = spawn('script', ['--quiet', '--return', '--command', quoted, '/dev/null'], {
      env: { ...process.env, TERM: 'dumb', ...environment },
    });
    this.#ended = once(this.#child, 'close');
    this.#child.stdout.setEncoding('utf8').on('data', (chunk: string) => (this.shown += chunk));
  }

  /** Waits until the text is shown, after what was waited for before. */
  async sees(text: string): Promise<void> {
    const patience = AbortSignal.timeout(patienceMs);
    for (;;) {
      const at = this.shown.indexOf(text, this.#read);
      if (at >= 0) {
        this.#read = at + text.length;
        return;
      }
      try {
        await once(this.#child.stdout, 'data', { signal: patience });
      } catch (cause) {
        throw new Error(`"${text}" was not shown; this was:\n${this.shown}`, { cause });
      }
    }
  }

  /** Waits for a question and types the answer. */
  async answers(question: string, answer: string): Promise<void> {
    await this.sees(question);
    this.types(`${answer}\r`);
  }

  types(keys: string): void {
    this.#child.stdin.write(keys);
  }

  /** The exit code of the program, once it has ended by itself. */
  async exitCode(): Promise<number | null> {
    await this.#ended;
    return this.#child.exitCode;
  }

  [Symbol.dispose](): void {
    this.#child.kill('SIGKILL');
  }
}
