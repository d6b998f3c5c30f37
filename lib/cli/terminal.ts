// SPDX-License-Identifier: MIT
import { createInterface, type Interface } from 'node:readline';
import { Writable } from 'node:stream';

/** Where a command reads and writes; a test passes what it likes. */
export interface Terminal {
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** For what is no part of the report. */
  readonly errors: NodeJS.WriteStream;
}

/** The person pressed Ctrl-C or Ctrl-D at a question, instead of answering it. */
export class NoAnswer extends Error {
  /** As if the signal of Ctrl-C had ended the program. */
  readonly exitCode = 130;

  constructor() {
    super('no answer');
  }
}

/** Whether there is somebody who can be asked. */
export function isAnswered({ input, output }: Terminal): boolean {
  return input.isTTY && output.isTTY;
}

/** One line without what would steer the terminal: brokers and servers choose their own words. */
export function printable(text: string): string {
  return text.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}

/**
 * Asks one question and returns the line that is typed, without blanks around it.
 * @throws NoAnswer
 */
export async function ask({ input, output }: Terminal, question: string): Promise<string> {
  return (await readLine(input, output, (lines) => lines.setPrompt(question))).trim();
}

/**
 * The same without showing what is typed, and with its blanks.
 * @throws NoAnswer
 */
export async function askSecretly({ input, output }: Terminal, question: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  try {
    // Not before the terminal has stopped to show what is typed.
    return await readLine(input, nowhere, () => output.write(question));
  } finally {
    output.write('\n');
  }
}

async function readLine(
  input: NodeJS.ReadableStream,
  output: NodeJS.WritableStream,
  prepare: (lines: Interface) => void,
): Promise<string> {
  // One for each question: while a call runs, Ctrl-C is to be a signal and not a key.
  const lines = createInterface({ input, output, terminal: true, historySize: 0, prompt: '' });
  try {
    prepare(lines);
    lines.prompt();
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve);
      lines.once('SIGINT', () => reject(new NoAnswer()));
      lines.once('close', () => reject(new NoAnswer()));
    });
  } finally {
    lines.close();
  }
}
