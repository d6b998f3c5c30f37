// SPDX-License-Identifier: MIT
import type { ScenarioAccount } from '../scenario/types.js';
import type { World } from '../scenario/world.js';

/** An account of the scenario with what becomes of it while the simulator runs. */
export interface AccountState {
  readonly username: string;
  readonly password: string | undefined;
  readonly oid: string;
  readonly tenantId: string;
  readonly tenantDomain: string;
  readonly name: string;
  readonly givenName: string;
  readonly familyName: string;
  /** Whether the broker has a session for it. */
  signedIn: boolean;
  /** Clients that signed it out and have not signed it in again. */
  readonly forgottenBy: Set<string>;
  /** Policies that an interactive sign-in has settled; the marks are those of Policies. */
  readonly settled: Set<string>;
}

/** How a request names an account; empty text means that it does not say. */
export interface AccountReference {
  readonly homeAccountId: string;
  readonly localAccountId: string;
  readonly username: string;
}

export class AccountBook {
  readonly all: readonly AccountState[];

  constructor(world: World) {
    this.all = world.accounts.map((account) => stateOf(account, world));
  }

  /** What getAccounts answers that client. */
  visibleTo(clientId: string): readonly AccountState[] {
    return this.all.filter((account) => account.signedIn && !account.forgottenBy.has(clientId));
  }

  byUsername(username: string): AccountState | undefined {
    const wanted = username.toLowerCase();
    return this.all.find((account) => account.username.toLowerCase() === wanted);
  }

  find(reference: AccountReference): AccountState | undefined {
    const { homeAccountId, localAccountId, username } = reference;
    if (homeAccountId !== '') {
      return this.all.find((account) => same(homeAccountIdOf(account), homeAccountId));
    }
    if (localAccountId !== '') return this.all.find(({ oid }) => same(oid, localAccountId));
    return username === '' ? undefined : this.byUsername(username);
  }
}

export function homeAccountIdOf(account: AccountState): string {
  return `${account.oid}.${account.tenantId}`;
}

export function clientInfoOf(account: AccountState): string {
  const info = JSON.stringify({ uid: account.oid, utid: account.tenantId });
  return Buffer.from(info).toString('base64url');
}

/** The account object of replies, in the given tenant (default: its home). */
export function wireAccount(
  account: AccountState,
  realm = account.tenantId,
): Readonly<Record<string, unknown>> {
  return {
    accountType: 'MSSTS',
    alternativeAccountId: account.oid,
    clientInfo: clientInfoOf(account),
    // What brokers send here, not the host of the authority.
    environment: 'login.windows.net',
    familyName: account.familyName,
    givenName: account.givenName,
    homeAccountId: homeAccountIdOf(account),
    homeEnvironment: 'login.microsoftonline.com',
    localAccountId: account.oid,
    middleName: '',
    name: account.name,
    passwordChangeUrl: '',
    passwordExpiry: 0,
    realm,
    username: account.username,
  };
}

function stateOf(account: ScenarioAccount, world: World): AccountState {
  const tenant = world.tenants.find(
    ({ id, domain }) => id === account.tenant || domain === account.tenant,
  );
  return {
    username: account.username,
    password: account.password,
    oid: account.oid,
    tenantId: tenant?.id ?? account.tenant,
    tenantDomain: tenant?.domain ?? '',
    name: account.name ?? account.username,
    givenName: account.givenName ?? '',
    familyName: account.familyName ?? '',
    signedIn: account.signedIn ?? true,
    forgottenBy: new Set(),
    settled: new Set(),
  };
}

function same(left: string, right: string): boolean {
  return left.toLowerCase() === right.toLowerCase();
}
