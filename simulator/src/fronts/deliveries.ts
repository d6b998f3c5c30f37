// SPDX-License-Identifier: MIT
import type { Directive, Outcome } from '../core/directive.js';
import type { WrongSignature } from '../scenario/types.js';

/** How a front answers one call. */
export interface Caller {
  reply(body: string): void;
  error(name: string, message: string): void;
  wrongSignature(signature: WrongSignature): void;
}

/** Carries directives out, in their time. */
export class Deliveries {
  private readonly timers = new Set<NodeJS.Timeout>();
  private life = 0;

  constructor(private readonly crash: () => void) {}

  deliver({ outcome, delayMs }: Directive, caller: Caller): void {
    const { life } = this;
    const act = (known: Outcome): void => {
      if (life === this.life) this.afterDelay(delayMs, () => this.carryOut(known, caller));
    };
    if (outcome instanceof Promise) void outcome.then(act);
    else act(outcome);
  }

  /** Forgets every call that is not answered: the broker is gone. */
  dropAll(): void {
    this.life += 1;
    for (const timer of this.timers) clearTimeout(timer);
    this.timers.clear();
  }

  private afterDelay(delayMs: number, act: () => void): void {
    if (delayMs === 0) {
      act();
      return;
    }
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      act();
    }, delayMs);
    // A caller in this process keeps it alive while it waits; a broker would not.
    timer.unref();
    this.timers.add(timer);
  }

  private carryOut(outcome: Outcome, caller: Caller): void {
    switch (outcome.kind) {
      case 'reply':
        for (let copy = 0; copy < outcome.copies; copy += 1) caller.reply(outcome.body);
        break;
      case 'dbus-error':
        caller.error(outcome.name, outcome.message);
        break;
      case 'wrong-signature':
        caller.wrongSignature(outcome.signature);
        break;
      case 'crash':
        if (outcome.lastWords !== undefined) caller.reply(outcome.lastWords);
        this.crash();
        break;
      case 'silence':
        break;
    }
  }
}
