// SPDX-License-Identifier: MIT
import { isSameAccount } from '../account-guard.js';
import type { Account } from '../types.js';

/** One account under WAM's id for one client. */
interface KnownAccount {
  readonly clientId: string;
  readonly webAccountId: string;
  readonly account: Account;
}

/**
 * What lists and results have told of WAM's ids: WAM finds an account again only by them, and they
 * differ from client to client. Also whose home account is certain, which costs a call to find out.
 */
export class AccountMemory {
  readonly #known = new Map<string, KnownAccount>();
  readonly #homeless = new Set<string>();

  /**
   * Learns from a list or a result; gives back the account with the home that is certain. Client
   * info makes it so, which every result brings and hardly any list.
   */
  learn(clientId: string, webAccountId: string, account: Account): Account {
    const client = clientId.toLowerCase();
    const key = keyOf(client, webAccountId);
    const learned = withCertainHome(account, this.#known.get(key)?.account);
    this.#known.set(key, { clientId: client, webAccountId, account: learned });
    return learned;
  }

  /** WAM's id of an account for a client, first of all by what the account says itself. */
  idOf(clientId: string, account: Account): string | undefined {
    const client = clientId.toLowerCase();
    const own = Object.entries(account.wamAccountIds ?? {}).find(
      ([name]) => name.toLowerCase() === client,
    );
    return own?.[1] ?? this.#idsOf(account).get(client);
  }

  /** An account with all of WAM's ids that are known of it. */
  withIds(account: Account, asked?: Account): Account {
    const ids = { ...asked?.wamAccountIds, ...Object.fromEntries(this.#idsOf(account)) };
    return Object.keys(ids).length === 0 ? account : { ...account, wamAccountIds: ids };
  }

  /** Whether somebody has looked for the home of that id of a client, and it cannot be found. */
  hasNoHome(clientId: string, webAccountId: string): boolean {
    return this.#homeless.has(keyOf(clientId.toLowerCase(), webAccountId));
  }

  learnNoHome(clientId: string, webAccountId: string): void {
    this.#homeless.add(keyOf(clientId.toLowerCase(), webAccountId));
  }

  forget(clientId: string, account: Account): void {
    const client = clientId.toLowerCase();
    for (const [key, known] of this.#known) {
      if (known.clientId === client && isSameAccount(known.account, account)) {
        this.#known.delete(key);
      }
    }
  }

  /** By client. Of several, as where somebody is a guest, the one in the account's own realm. */
  #idsOf(account: Account): ReadonlyMap<string, string> {
    const same = [...this.#known.values()].filter((known) => isSameAccount(known.account, account));
    const here = same.filter((known) => known.account.realm === account.realm);
    const pairs = [...same, ...here].map((known) => [known.clientId, known.webAccountId] as const);
    return new Map(pairs);
  }
}

function withCertainHome(account: Account, before: Account | undefined): Account {
  if (account.clientInfo !== undefined || before?.clientInfo === undefined) return account;
  const { homeAccountId, clientInfo } = before;
  return { ...account, homeAccountId, clientInfo };
}

function keyOf(client: string, webAccountId: string): string {
  return `${client} ${webAccountId}`;
}
