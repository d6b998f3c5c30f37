// SPDX-License-Identifier: MIT
import type { WamCall } from './wire.js';

/** Which calls a rule is about; a field that is left out matches everything. */
export interface WamRuleCondition {
  /** Name as in the log, e.g. `GetTokenSilentlyAsync`; `activate` is the activation of a class. */
  readonly call?: string;
  readonly class?: string;
  /** Authority of the provider, or the one a provider is looked for by. */
  readonly authority?: string;
  readonly scope?: string;
  /** Only the nth call, from 1, that meets the rest. */
  readonly nth?: number;
}

/** What becomes of a call, beside what the scenario says. HRESULTs are unsigned numbers. */
export interface WamConsequence {
  /** The call itself fails with this HRESULT and starts nothing. */
  readonly refuse?: number;
  /** The call itself does not return, for ten seconds. */
  readonly hangs?: true;
  readonly delayMs?: number;
  /** The operation never ends, not by Cancel either. */
  readonly never?: true;
  /** The completion handler is called twice. */
  readonly twice?: true;
  /** The operation ends in error, with this HRESULT. */
  readonly failure?: number;
  /** It completes, and GetResults fails with this HRESULT. */
  readonly getResults?: number;
  /** ResponseStatus of a token result, Status of a list of accounts. */
  readonly status?: number;
  readonly error?: {
    readonly code: number;
    readonly message?: string;
    readonly properties?: Readonly<Record<string, string>>;
  };
  /** Changes to the response's properties; null takes one away. */
  readonly properties?: Readonly<Record<string, string | null>>;
  readonly token?: string;
  /** No response at all: an empty vector. */
  readonly empty?: true;
  /** No account with the response. */
  readonly withoutAccount?: true;
}

export interface WamRule {
  readonly when?: WamRuleCondition;
  readonly then: WamConsequence;
}

/** The rules in force, and how often each has been met. */
export class WamRuleBook {
  private readonly counts: number[];

  constructor(private readonly rules: readonly WamRule[]) {
    this.counts = rules.map(() => 0);
  }

  /** The consequence of the first rule that applies; counts the call for every rule it meets. */
  consult(call: WamCall): WamConsequence {
    let found: WamConsequence | undefined;
    this.rules.forEach(({ when, then }, index) => {
      if (!meets(when, call)) return;
      const count = (this.counts[index] ?? 0) + 1;
      this.counts[index] = count;
      if (when?.nth === undefined || when.nth === count) found ??= then;
    });
    return found ?? {};
  }
}

function meets(condition: WamRuleCondition = {}, call: WamCall): boolean {
  const provider = call.request?.provider ?? call.provider;
  return (
    agrees(condition.call, call.call) &&
    agrees(condition.class, call.class) &&
    agrees(condition.authority, provider?.authority ?? call.authority) &&
    (condition.scope === undefined ||
      call.request?.scope.split(' ').includes(condition.scope) === true)
  );
}

function agrees(wanted: string | undefined, actual: string | undefined): boolean {
  return wanted === undefined || wanted === actual;
}
