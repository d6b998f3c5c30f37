// SPDX-License-Identifier: MIT
import type { BrokerDecision } from '../client/index.js';
import { printable, type Terminal } from './terminal.js';
import type { TryOptions } from './try-options.js';
import { renderShown, type Shown } from './try-shown.js';
import { logLevels, type FlowName, type LogLevelName } from './try-values.js';

interface Step {
  readonly flow: FlowName;
  readonly succeeded: boolean;
  readonly outcome: Shown;
}

interface LogLine {
  readonly level: LogLevelName;
  readonly message: string;
}

/** Tells what happens: a person at once and in lines, a program at the end and in JSON. */
export class TryReport {
  readonly #terminal: Terminal;
  readonly #options: TryOptions;
  readonly #steps: Step[] = [];
  readonly #log: LogLine[] = [];
  #decision: BrokerDecision | undefined;
  #failure: Shown | undefined;

  constructor(options: TryOptions, terminal: Terminal) {
    this.#options = options;
    this.#terminal = terminal;
  }

  decided(decision: BrokerDecision): void {
    this.#decision = decision;
    if (this.#options.json) return;
    const text =
      decision.state === 'on'
        ? `on, over ${decision.channel}`
        : `off, ${decision.reason}: ${decision.detail}`;
    this.#terminal.output.write(`Broker: ${printable(text)}\n`);
  }

  /** The app object could not be made. */
  refused(failure: Shown): void {
    this.#failure = failure;
    if (!this.#options.json) this.#terminal.output.write(`Refused\n${renderShown(failure)}`);
  }

  ended(step: Step): void {
    this.#steps.push(step);
    if (this.#options.json) return;
    const end = step.succeeded ? 'done' : 'failed';
    this.#terminal.output.write(`\n${step.flow}: ${end}\n${renderShown(step.outcome)}`);
  }

  /** For loggerCallback of msal: its levels count from 0, errors. */
  logged(msalLevel: number, message: string): void {
    const { json, log } = this.#options;
    const level = logLevels[msalLevel + 1] ?? 'trace';
    if (logLevels.indexOf(level) > logLevels.indexOf(log)) return;
    if (json) this.#log.push({ level, message });
    else this.#terminal.errors.write(`${printable(message)}\n`);
  }

  /** What the person has to do while a call runs. */
  told(message: string): void {
    const { output, errors } = this.#terminal;
    (this.#options.json ? errors : output).write(`${printable(message)}\n`);
  }

  finish(): void {
    if (!this.#options.json) return;
    const report = {
      decision: this.#decision,
      refused: this.#failure,
      steps: this.#steps,
      log: this.#log,
    };
    this.#terminal.output.write(`${JSON.stringify(report, null, 2)}\n`);
  }
}
