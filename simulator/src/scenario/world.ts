// SPDX-License-Identifier: MIT
import type {
  ClientRegistration,
  ErrorShape,
  Policy,
  Rule,
  Scenario,
  ScenarioAccount,
  Tenant,
} from './types.js';

/** A scenario with its defaults filled in. */
export interface World {
  readonly brokerVersion: string;
  readonly prtCookie: 'v2' | 'v3';
  readonly errorShape: ErrorShape;
  readonly tenants: readonly Tenant[];
  readonly accounts: readonly ScenarioAccount[];
  readonly clients: readonly ClientRegistration[];
  readonly refusesUnknownClients: boolean;
  readonly lifetimeSeconds: number;
  readonly extendedLifetimeSeconds: number;
  readonly answer: 'pick' | 'refuse' | 'wait';
  readonly pick: string | undefined;
  readonly reuseSession: boolean;
  readonly policies: readonly Policy[];
  readonly rules: readonly Rule[];
}

export function worldOf(scenario: Scenario): World {
  const brokerVersion = scenario.broker?.version ?? '3.0.2';
  return {
    brokerVersion,
    prtCookie:
      scenario.broker?.prtCookie ?? (Number.parseInt(brokerVersion, 10) >= 3 ? 'v3' : 'v2'),
    errorShape: scenario.broker?.errorShape ?? 'microsoft',
    tenants: scenario.tenants ?? [],
    accounts: scenario.accounts ?? [],
    clients: scenario.clients ?? [],
    refusesUnknownClients: scenario.unknownClients === 'refuse',
    lifetimeSeconds: scenario.tokens?.lifetimeSeconds ?? 3600,
    extendedLifetimeSeconds: scenario.tokens?.extendedLifetimeSeconds ?? 7200,
    answer: scenario.interactive?.answer ?? 'pick',
    pick: scenario.interactive?.pick,
    reuseSession: scenario.interactive?.reuseSession ?? false,
    policies: scenario.policies ?? [],
    rules: scenario.rules ?? [],
  };
}
