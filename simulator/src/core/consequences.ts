// SPDX-License-Identifier: MIT
import type { ErrorShape, RuleConsequence } from '../scenario/types.js';
import { reply, type Outcome } from './directive.js';
import { wireErrorObject } from './fault.js';
import { mergePatch } from './json.js';

/** What a rule makes of a call without asking the broker; undefined if it leaves the call to it. */
export function fateOf(
  rule: RuleConsequence | undefined,
  defaultShape: ErrorShape,
  nested: boolean,
): Outcome | undefined {
  if (rule === undefined) return undefined;
  if (rule.error !== undefined) {
    const body = { error: wireErrorObject(rule.error, rule.shape ?? defaultShape) };
    return reply(nested && rule.topLevel !== true ? { brokerTokenResponse: body } : body);
  }
  if (rule.dbusError !== undefined) {
    const { name, message } = rule.dbusError;
    return { kind: 'dbus-error', name, message: message ?? 'Simulated' };
  }
  if (rule.raw !== undefined) return { kind: 'reply', body: rule.raw, copies: 1 };
  if (rule.reply !== undefined) return reply(rule.reply);
  if (rule.wrongSignature !== undefined) {
    return { kind: 'wrong-signature', signature: rule.wrongSignature };
  }
  if (rule.noReply === true) return { kind: 'silence' };
  return rule.crash === 'before' ? { kind: 'crash', lastWords: undefined } : undefined;
}

/** What a rule makes of the broker's own outcome. */
export function afterRule(
  rule: RuleConsequence | undefined,
  outcome: Outcome | Promise<Outcome>,
): Outcome | Promise<Outcome> {
  if (rule === undefined) return outcome;
  if (outcome instanceof Promise) return outcome.then((known) => altered(rule, known));
  return altered(rule, outcome);
}

function altered(rule: RuleConsequence, outcome: Outcome): Outcome {
  if (outcome.kind !== 'reply') return outcome;
  if (rule.patch !== undefined) {
    return reply(mergePatch(outcome.body === '' ? {} : JSON.parse(outcome.body), rule.patch));
  }
  if (rule.replyTwice === true) return { ...outcome, copies: 2 };
  return rule.crash === 'after' ? { kind: 'crash', lastWords: outcome.body } : outcome;
}
