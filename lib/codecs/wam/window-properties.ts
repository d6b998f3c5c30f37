// SPDX-License-Identifier: MIT
import type { WamKind } from './provider.js';
import type { WamLeg, WamPromptType } from './token-call.js';

type InteractiveLeg = Extract<WamLeg, { kind: 'interactive' }>;
type Pairs = readonly (readonly [name: string, value: string])[];

/**
 * Whether WAM shall show its window at once. Not for an account that it may still serve silently,
 * unless the caller named a prompt.
 */
export function promptType({ subject, prompt }: InteractiveLeg): WamPromptType {
  if (prompt !== undefined) return 1;
  const mayBeSilent =
    subject.kind === 'account' || (subject.kind === 'listed' && subject.afterSilent);
  return mayBeSilent ? 0 : 1;
}

export function windowProperties(leg: InteractiveLeg, kind: WamKind): Pairs {
  const { subject } = leg;
  const hint = subject.kind === 'hint' ? [['LoginHint', subject.loginHint] as const] : [];
  if (kind === 'msa') return [...addAccount(leg), ...hint];
  const prompt = promptOf(leg);
  return [
    ...hint,
    ...(prompt === undefined ? [] : [['prompt', prompt] as const]),
    ...(leg.domainHint === undefined ? [] : [['domain_hint', leg.domainHint] as const]),
    // Microsoft's client sends it with an account and a window, and not when it signs in.
    ...(subject.kind === 'account' ? [['hsu', '1'] as const] : []),
  ];
}

/** Whom the plug-in for personal accounts does not know it must add, or it fails. */
function addAccount({ subject }: InteractiveLeg): Pairs {
  const known = subject.kind === 'account' || subject.kind === 'listed';
  return known ? [] : [['Client_uiflow', 'new_account']];
}

/** WAM knows no `create`; Microsoft's plug-in for msal-node makes the account selection of it. */
function promptOf({ subject, prompt }: InteractiveLeg): string | undefined {
  if (prompt === 'create') return 'select_account';
  return prompt ?? (subject.kind === 'anybody' ? 'select_account' : undefined);
}
