// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import { authorityOfRequest, authorityParts } from '../identity-broker/authority.js';
import type { TokenCallKind } from '../identity-broker/token-call.js';

/** WAM has one plug-in for work and school accounts (AAD) and one for personal ones (MSA). */
export type WamKind = 'aad' | 'msa';

/** What WAM is asked for to get a WebAccountProvider. */
export interface WamProvider {
  readonly kind: WamKind;
  readonly providerId: string;
  /** Chooses the plug-in, and with AAD also cloud and tenant. */
  readonly authority: string;
}

/** Tenant of all personal accounts. */
export const tenantOfPersonalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

// One id for both plug-ins: the authority tells them apart.
const providerId = 'https://login.microsoft.com';

export const personalAccounts: WamProvider = { kind: 'msa', providerId, authority: 'consumers' };

/** Lists work and school accounts of every tenant, and is asked what WAM can do. */
export const workAccounts: WamProvider = { kind: 'aad', providerId, authority: 'organizations' };

/** Looked up without an authority; its own authority tells whose account Windows was set up with. */
export const osDefaultProviderId = 'https://login.windows.local';

/** Whose account Windows was set up with, by the authority of that provider. */
export function osDefaultOf(authority: string | undefined): WamKind | 'none' {
  if (authority === 'organizations') return 'aad';
  return authority === 'consumers' ? 'msa' : 'none';
}

export interface ProviderQuestion {
  readonly authority: string;
  readonly kind: TokenCallKind;
  /** Whether it is one of the sign-in calls; those keep `common`, also with an account. */
  readonly signIn: boolean;
  readonly account?: Account | null;
  readonly loginHint?: string;
  /** Whose account Windows was set up with; left out as long as nobody has looked. */
  readonly osDefault?: WamKind | 'none';
}

/**
 * The provider; or `os_default`: look whose account Windows was set up with and ask again; or
 * `picker`: the user has to choose, which a call without a window reports as interaction required.
 */
export type ProviderDecision = WamProvider | 'os_default' | 'picker';

export function wamProvider(question: ProviderQuestion): ProviderDecision {
  const { authority, kind, account } = question;
  const tenant = authorityParts(authority).tenant.toLowerCase();
  const opensPicker = kind === 'interactive' && !account && !question.loginHint;
  if (tenant === 'consumers' || tenant === tenantOfPersonalAccounts) {
    return opensPicker ? 'picker' : personalAccounts;
  }
  const keepsTenant = question.signIn || account?.realm === tenantOfPersonalAccounts;
  const work = workProvider(authority, keepsTenant ? undefined : account?.realm);
  // Personal accounts have no password flow.
  if (tenant !== 'common' || kind === 'usernamePassword') return work;
  if (account) return isPersonal(account) ? personalAccounts : work;
  if (opensPicker) return 'picker';
  return decisionByDefault(question.osDefault, work);
}

function decisionByDefault(
  osDefault: ProviderQuestion['osDefault'],
  work: WamProvider,
): ProviderDecision {
  switch (osDefault) {
    case undefined:
      return 'os_default';
    case 'none':
      return 'picker';
    case 'aad':
      return work;
    case 'msa':
      return personalAccounts;
  }
}

/** The provider of a work or school authority; `realm` stands in for `common`, where given. */
export function workProvider(authority: string, realm?: string): WamProvider {
  return { kind: 'aad', providerId, authority: authorityOfRequest(authority, realm) };
}

/** The provider for signing an account out: its bare tenant id, not a URL. */
export function signOutProvider(account: Account): WamProvider {
  if (isPersonal(account)) return personalAccounts;
  return { kind: 'aad', providerId, authority: account.realm };
}

/** By the home tenant: a personal account may be a guest in any realm. */
export function isPersonal(account: Account): boolean {
  const home = account.homeAccountId.split('.').at(-1) ?? '';
  return home.toLowerCase() === tenantOfPersonalAccounts;
}
