// SPDX-License-Identifier: MIT
import { once } from 'node:events';
import { createInterface } from 'node:readline';

import { ask, askSecretly, isAnswered, type Terminal } from './terminal.js';
import type { TryOptions } from './try-options.js';
import { tryUsage } from './try-usage.js';
import { flowNames, readFlow, WrongValue, type FlowName } from './try-values.js';
import { UsageError } from './usage.js';

/** What `try` needs to know: given as an option, else asked for where somebody can answer. */
export class Answers {
  readonly #terminal: Terminal;
  readonly #mayAsk: boolean;
  readonly #passwordFromInput: boolean;
  /** Nobody said what to do: then it is asked, and so is what could be left out. */
  readonly isGuided: boolean;

  /** @throws UsageError if something is missing and nobody can be asked */
  constructor(options: TryOptions, terminal: Terminal) {
    this.#terminal = terminal;
    this.#mayAsk = isAnswered(terminal) && !options.json;
    this.#passwordFromInput = options.passwordFromInput;
    this.isGuided = this.#mayAsk && options.flows.length === 0;
    if (!this.#mayAsk) demandAll(options);
  }

  /** @throws UsageError if it was not given and nobody can be asked */
  async required<T>(
    option: string,
    question: string,
    given: T | undefined,
    read: (text: string) => T,
  ): Promise<T> {
    if (given !== undefined) return given;
    this.#demandSomebody(option);
    return this.#ask(`${question}: `, read);
  }

  async withDefault<T>(
    question: string,
    given: T | undefined,
    fallback: string,
    read: (text: string) => T,
  ): Promise<T> {
    if (given !== undefined) return given;
    if (!this.isGuided) return read(fallback);
    return this.#ask(`${question} [${fallback}]: `, (text) => read(text === '' ? fallback : text));
  }

  async optional<T>(
    question: string,
    given: T | undefined,
    read: (text: string) => T,
  ): Promise<T | undefined> {
    if (given !== undefined || !this.isGuided) return given;
    return this.#ask(`${question} []: `, (text) => (text === '' ? undefined : read(text)));
  }

  /** What to do next; undefined to end. */
  flow(): Promise<FlowName | undefined> {
    const names = flowNames.map((name, index) => `  ${index + 1} ${name}\n`).join('');
    return this.#ask(`\n${names}What to do? [end] `, (text) =>
      text === '' || text === 'end' ? undefined : readFlow(flowNames[Number(text) - 1] ?? text),
    );
  }

  async password(): Promise<string> {
    const { input } = this.#terminal;
    if (this.#passwordFromInput && !input.isTTY) return firstLine(input);
    this.#demandSomebody('--password-stdin');
    return askSecretly(this.#terminal, 'Password (not shown): ');
  }

  #demandSomebody(option: string): void {
    if (!this.#mayAsk) throw missing(option);
  }

  async #ask<T>(question: string, read: (text: string) => T): Promise<T> {
    for (;;) {
      try {
        return read(await ask(this.#terminal, question));
      } catch (error) {
        if (!(error instanceof WrongValue)) throw error;
        this.#terminal.output.write(`  It ${error.message}.\n`);
      }
    }
  }
}

/** Before anything is sent. */
function demandAll({ flows, clientId, username, passwordFromInput }: TryOptions): void {
  if (flows.length === 0) throw missing('--flow');
  if (clientId === undefined) throw missing('--client-id');
  if (!flows.includes('username-password')) return;
  if (username === undefined) throw missing('--username');
  if (!passwordFromInput) throw missing('--password-stdin');
}

function missing(option: string): UsageError {
  return new UsageError(`${option} is missing, and nobody can be asked`, tryUsage);
}

async function firstLine(input: NodeJS.ReadableStream): Promise<string> {
  const lines = createInterface({ input });
  const [line = ''] = (await Promise.race([once(lines, 'line'), once(lines, 'close')])) as string[];
  lines.close();
  if (line === '') throw new UsageError('--password-stdin: standard input is empty', tryUsage);
  return line;
}
