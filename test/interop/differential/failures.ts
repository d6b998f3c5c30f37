// SPDX-License-Identifier: MIT
import type { RuleConsequence } from 'entra-broker-simulator';
import type { SimulatedDesktop } from '../simulated-desktop.js';
import type { Answer } from './ask.js';
import { MicrosoftsClient } from './microsofts-client.js';
import { OurClient } from './our-client.js';

/** What each client makes of the same reply to the same request. */
export interface BothAnswers {
  readonly microsofts: Answer;
  readonly ours: Answer;
}

const when = { method: 'acquireTokenSilently' };
const ask = { operation: 'silent' } as const;
const correlationId = '7c0f4a53-6f0e-4d0a-8a5b-2f7d1f0c9e11';

/** Both ask for a token without a window; the broker does what the rule says. */
export async function bothAnswers(
  desktop: SimulatedDesktop,
  then: RuleConsequence,
): Promise<BothAnswers> {
  const microsofts = await microsoftsAnswer(desktop, then);
  return { microsofts, ours: await oursAnswer(desktop, then) };
}

export async function microsoftsAnswer(
  { simulator, session }: SimulatedDesktop,
  then: RuleConsequence,
): Promise<Answer> {
  simulator.setRules([{ when, then }]);
  return new MicrosoftsClient(session).ask(ask, correlationId);
}

export async function oursAnswer(
  { simulator }: SimulatedDesktop,
  then: RuleConsequence,
): Promise<Answer> {
  simulator.setRules([{ when, then }]);
  await using client = await OurClient.open(simulator.busAddress);
  return await client.ask(ask, correlationId);
}

/** A failure as `status code tag`; what is none, by its kind. */
export function triple(answer: Answer): string {
  if (answer.kind !== 'failure') return answer.kind;
  return `${answer.status} ${answer.code} ${answer.tag}`.trimEnd();
}

export function contextOf(answer: Answer): string | undefined {
  return answer.kind === 'failure' ? answer.context : undefined;
}
