// SPDX-License-Identifier: MIT
import type { PolicyCondition, Rule, RuleCondition, RuleConsequence } from '../scenario/types.js';

/** What conditions are compared with; empty text where the call does not say. */
export interface Subject {
  readonly clientId: string;
  readonly username: string;
  readonly scopes: readonly string[];
}

export interface RuleSubject extends Subject {
  readonly method: string;
  readonly correlationId: string;
}

export function meets(condition: PolicyCondition | undefined, subject: Subject): boolean {
  const { clientId, username, scope } = condition ?? {};
  return (
    (clientId === undefined || same(clientId, subject.clientId)) &&
    (username === undefined || same(username, subject.username)) &&
    (scope === undefined || subject.scopes.some((asked) => same(asked, scope)))
  );
}

/** The rules in force, and how often each has been met. */
export class RuleBook {
  private readonly counts: number[];

  constructor(private readonly rules: readonly Rule[]) {
    this.counts = rules.map(() => 0);
  }

  /** The consequence of the first rule that applies; counts the call for every rule it meets. */
  consult(subject: RuleSubject): RuleConsequence | undefined {
    let found: RuleConsequence | undefined;
    this.rules.forEach(({ when, then }, index) => {
      if (!meetsRule(when, subject)) return;
      const count = (this.counts[index] ?? 0) + 1;
      this.counts[index] = count;
      if (when?.nth === undefined || when.nth === count) found ??= then;
    });
    return found;
  }
}

function meetsRule(condition: RuleCondition | undefined, subject: RuleSubject): boolean {
  const { method, correlationId } = condition ?? {};
  return (
    meets(condition, subject) &&
    (method === undefined || method === subject.method) &&
    (correlationId === undefined || same(correlationId, subject.correlationId))
  );
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
