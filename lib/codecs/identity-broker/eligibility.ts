// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import { authorityParts } from './authority.js';
import type { TokenCallKind } from './token-call.js';

/** Why the broker cannot serve a call, whatever it would answer. */
export type IneligibleReason = 'consumers' | 'personal_account' | 'ciam' | 'adfs' | 'b2c';

export type Eligibility =
  | 'eligible'
  | {
      readonly ineligible: IneligibleReason;
      /** What is wrong with the call, in words. */
      readonly problem: string;
    };

export interface EligibilityQuestion {
  readonly authority: string;
  readonly account?: Account | null;
  readonly kind: TokenCallKind;
  /** Whether it is one of the sign-in calls; all of them but for `consumers` reach the broker. */
  readonly signIn: boolean;
}

const tenantOfPersonalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

const problems: Readonly<Record<IneligibleReason, string>> = {
  consumers:
    'the broker on Linux serves work and school accounts only, not the authority of personal ones',
  personal_account: 'the broker on Linux gives out no tokens for personal accounts',
  ciam: 'the broker on Linux does not serve external tenants (ciamlogin.com)',
  adfs: 'the broker on Linux gives out AD FS tokens when a user signs in, not silently afterwards',
  b2c: 'the broker on Linux gives out Azure AD B2C tokens when a user signs in, not silently afterwards',
};

/**
 * Whether a call may go to the broker at all. Microsoft's client serves the others by itself,
 * without the broker (docs/linux-broker-protocol.md, "Flows"); this library has no such flow.
 */
export function eligibility(question: EligibilityQuestion): Eligibility {
  const reason = ineligibleReason(question);
  return reason === undefined ? 'eligible' : { ineligible: reason, problem: problems[reason] };
}

function ineligibleReason(question: EligibilityQuestion): IneligibleReason | undefined {
  const { host, tenant } = authorityParts(question.authority);
  const name = tenant.toLowerCase();
  if (name === 'consumers' || name === tenantOfPersonalAccounts) return 'consumers';
  if (host === 'login.live.com') return 'consumers';
  if (isHostIn(host, 'ciamlogin.com')) return 'ciam';
  if (question.kind === 'interactive' || question.signIn) return undefined;
  if (name === 'adfs') return 'adfs';
  if (name === 'tfp' || isHostIn(host, 'b2clogin.com')) return 'b2c';
  const personal = question.account?.realm.toLowerCase() === tenantOfPersonalAccounts;
  return personal ? 'personal_account' : undefined;
}

/** Whether a host, with or without a port, is this domain or one below it. */
export function isHostIn(host: string, domain: string): boolean {
  const [name] = host.split(':');
  return name === domain || name?.endsWith(`.${domain}`) === true;
}
