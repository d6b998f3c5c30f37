// SPDX-License-Identifier: MIT
import type { PublicClientApplication } from '../client/index.js';
import { Interruption } from './interruptible.js';
import { NoAnswer, type Terminal } from './terminal.js';
import { Answers } from './try-answers.js';
import { openApp } from './try-app.js';
import { flows } from './try-flows.js';
import { readTryOptions, type TryOptions } from './try-options.js';
import { TryReport } from './try-report.js';
import { errorShown } from './try-shown.js';
import { tryUsage } from './try-usage.js';
import type { FlowName } from './try-values.js';
import { UsageError } from './usage.js';

/** `entra-broker try`; returns the exit code. */
export async function tryCommand(args: readonly string[], terminal: Terminal): Promise<number> {
  const options = readTryOptions(args);
  if (options.help) {
    terminal.output.write(tryUsage);
    return 0;
  }
  const answers = new Answers(options, terminal);
  const report = new TryReport(options, terminal);
  try {
    return await new Trial(options, answers, report).run();
  } catch (error) {
    if (!(error instanceof NoAnswer)) throw error;
    terminal.output.write('\n');
    return error.exitCode;
  } finally {
    report.finish();
  }
}

/** What one flow means for the program. */
type Step = Pick<Interruption, 'exitCode' | 'endsProgram'>;

/** One app object, and what is tried with it. */
class Trial {
  readonly #options: TryOptions;
  readonly #answers: Answers;
  readonly #report: TryReport;

  constructor(options: TryOptions, answers: Answers, report: TryReport) {
    this.#options = options;
    this.#answers = answers;
    this.#report = report;
  }

  async run(): Promise<number> {
    const app = await this.#open();
    if (app === undefined) return 1;
    try {
      return await (this.#answers.isGuided ? this.#guided(app) : this.#inOrder(app));
    } finally {
      await app.close();
    }
  }

  async #open(): Promise<PublicClientApplication | undefined> {
    try {
      return await openApp(this.#options, this.#answers, this.#report);
    } catch (error) {
      if (isForTheShell(error)) throw error;
      this.#report.refused(errorShown(error, this.#options.pii));
      return undefined;
    }
  }

  async #inOrder(app: PublicClientApplication): Promise<number> {
    for (const flow of this.#options.flows) {
      const { exitCode } = await this.#step(app, flow);
      if (exitCode !== 0) return exitCode;
    }
    return 0;
  }

  async #guided(app: PublicClientApplication): Promise<number> {
    for (;;) {
      const flow = await this.#answers.flow();
      if (flow === undefined) return 0;
      const { exitCode, endsProgram } = await this.#step(app, flow);
      if (endsProgram) return exitCode;
    }
  }

  async #step(app: PublicClientApplication, flow: FlowName): Promise<Step> {
    const tools = {
      app,
      options: this.#options,
      answers: this.#answers,
      tell: (message: string) => this.#report.told(message),
    };
    try {
      this.#report.ended({ flow, succeeded: true, outcome: await flows[flow](tools) });
      return { exitCode: 0, endsProgram: false };
    } catch (error) {
      if (isForTheShell(error)) throw error;
      const failure = error instanceof Interruption ? error.cause : error;
      const outcome = errorShown(failure, this.#options.pii);
      this.#report.ended({ flow, succeeded: false, outcome });
      return error instanceof Interruption ? error : { exitCode: 1, endsProgram: false };
    }
  }
}

function isForTheShell(error: unknown): boolean {
  return error instanceof UsageError || error instanceof NoAnswer;
}
