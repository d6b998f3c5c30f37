// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import type { SimulatedAccount, Simulator } from 'entra-broker-simulator';
import type { Fields, Provider } from './wire.js';

/** The tenant of personal accounts: an account of the scenario that is in it is one. */
const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** `aad` for accounts of work and school, `msa` for personal ones. */
export type AccountKind = 'aad' | 'msa';

/** Where an account is a guest: what Windows then says of it, other than its home. */
export interface Guest {
  readonly tenantId: string;
  readonly oid: string;
}

export interface AccountTraits {
  /** Ids of WebAccounts by user name. Default: made up, and always the same. */
  readonly webAccountIds?: Readonly<Record<string, string>>;
  readonly guests?: Readonly<Record<string, Guest>>;
}

const accountConnected = 1;

/** The accounts of the scenario, as Windows shows them. */
export class WebAccounts {
  constructor(
    private readonly simulator: Simulator,
    private readonly traits: AccountTraits,
  ) {}

  /** Those with a session on this machine that the client has not signed out. */
  visibleTo(clientId: string, kind: AccountKind): readonly SimulatedAccount[] {
    return this.simulator.accounts.filter(
      (account) =>
        account.signedIn && !account.signedOutOf.includes(clientId) && kindOf(account) === kind,
    );
  }

  /** The first account of that kind, with a session or not: whom a sign-in window would offer. */
  firstOf(kind: AccountKind): SimulatedAccount | undefined {
    return this.simulator.accounts.find((account) => kindOf(account) === kind);
  }

  byWebAccountId(id: string): SimulatedAccount | undefined {
    return this.simulator.accounts.find((account) => this.webAccountId(account) === id);
  }

  byUsername(username: string): SimulatedAccount | undefined {
    const wanted = username.toLowerCase();
    return this.simulator.accounts.find((account) => account.username.toLowerCase() === wanted);
  }

  webAccountId(account: SimulatedAccount): string {
    const given = this.traits.webAccountIds?.[account.username];
    return given ?? createHash('sha256').update(account.homeAccountId).digest('hex');
  }

  /** The fields of a WebAccount. */
  fieldsOf(account: SimulatedAccount, provider: Provider): Fields {
    return {
      id: this.webAccountId(account),
      userName: account.username,
      state: accountConnected,
      provider: providerFields(provider),
      property: kindOf(account) === 'msa' ? personal(account) : this.work(account),
    };
  }

  private work(account: SimulatedAccount): Fields {
    const guest = this.traits.guests?.[account.username];
    const tenantId = guest?.tenantId ?? account.tenantId;
    return {
      TenantId: tenantId,
      OID: guest?.oid ?? account.localAccountId,
      Authority: `https://login.microsoftonline.com/${tenantId}`,
      UPN: account.username,
      DisplayName: String(account.wire['name']),
      FirstName: String(account.wire['givenName']),
      LastName: String(account.wire['familyName']),
    };
  }
}

export function kindOf(account: SimulatedAccount): AccountKind {
  return account.tenantId === personalTenant ? 'msa' : 'aad';
}

/** Which accounts a provider is for. */
export function kindServedBy(provider: Provider | undefined): AccountKind {
  return provider?.authority === 'consumers' ? 'msa' : 'aad';
}

export function providerFields({ id, authority }: Provider): Fields {
  const displayName = authority === 'consumers' ? 'Microsoft account' : 'Work or school account';
  return { id, authority, displayName };
}

/** The object id of a personal account is its number (PUID) behind zeros. */
function personal(account: SimulatedAccount): Fields {
  return { SafeCustomerId: account.localAccountId.replaceAll('-', '').slice(-16) };
}
