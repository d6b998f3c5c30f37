// SPDX-License-Identifier: MIT
import type { Policy, PolicyEffect, WireError } from '../scenario/types.js';
import type { AccountState } from './accounts.js';
import { Fault } from './fault.js';
import { meets, type Subject } from './rule-book.js';

export type TokenFlow = 'silent' | 'interactive' | 'password';

interface Obstacle {
  readonly error: WireError;
  /** Whether a window does not help. */
  readonly alsoInteractive: boolean;
  /** Whether it is gone for this client once the user has signed in with a window. */
  readonly settledByUser: boolean;
}

function needsUser(status: WireError['status'], context: string, settledByUser: boolean): Obstacle {
  return { error: { status, context }, alsoInteractive: false, settledByUser };
}

function outage(status: WireError['status'], context: string): Obstacle {
  return { error: { status, context }, alsoInteractive: true, settledByUser: false };
}

const obstacles: Readonly<Record<Exclude<PolicyEffect, 'scopes_declined'>, Obstacle>> = {
  mfa_required: needsUser('InteractionRequired', 'Multi-factor authentication is required', true),
  interaction_required: needsUser('InteractionRequired', 'Interaction is required', false),
  account_unusable: needsUser(
    'AccountUnusable',
    'The account cannot be used without a sign-in',
    true,
  ),
  password_expired: needsUser('InteractionRequired', 'The password has expired', true),
  no_network: outage('NoNetwork', 'There is no network'),
  network_temporarily_unavailable: outage(
    'NetworkTemporarilyUnavailable',
    'The network is temporarily unavailable',
  ),
  server_temporarily_unavailable: outage(
    'ServerTemporarilyUnavailable',
    'The identity provider is temporarily unavailable',
  ),
};

/** The rules of the simulated organisation, as they bear on one account and request. */
export class Policies {
  constructor(private readonly policies: readonly Policy[]) {}

  /** @throws Fault if a policy forbids the flow. */
  check(flow: TokenFlow, account: AccountState, subject: Subject): void {
    this.policies.forEach((policy, index) => {
      if (policy.effect === 'scopes_declined' || !meets(policy.when, subject)) return;
      const obstacle = obstacles[policy.effect];
      if (flow === 'interactive' && !obstacle.alsoInteractive) return;
      if (obstacle.settledByUser && account.settled.has(mark(subject.clientId, index))) return;
      throw new Fault(obstacle.error);
    });
  }

  /** Remembers that the user was there and did what was asked. */
  settle(account: AccountState, subject: Subject): void {
    this.policies.forEach(({ when }, index) => {
      if (meets(when, subject)) account.settled.add(mark(subject.clientId, index));
    });
  }

  granted(scopes: readonly string[], subject: Subject): readonly string[] {
    const declining = this.policies.filter(
      ({ effect, when }) => effect === 'scopes_declined' && meets(when, subject),
    );
    return scopes.filter(
      (scope) => !declining.some(({ scopes: declined }) => declined?.includes(scope) ?? true),
    );
  }
}

function mark(clientId: string, policy: number): string {
  return `${clientId}|${policy}`;
}
