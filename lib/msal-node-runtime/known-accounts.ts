// SPDX-License-Identifier: MIT
import { Account } from './account.js';

/**
 * The accounts that this process has been told of, for ReadAccountByIdAsync. The original keeps its
 * accounts on disk, beyond the process; the broker has them anyway.
 */
export class KnownAccounts {
  /** By account id in small letters: the original does not tell them from capitals. */
  readonly #byId = new Map<string, Account>();

  get all(): readonly Account[] {
    return [...this.#byId.values()];
  }

  byId(accountId: string): Account | undefined {
    return this.#byId.get(accountId.toLowerCase());
  }

  listed(accounts: readonly Account[]): void {
    for (const account of accounts) this.#set(account);
  }

  /** The account of a result, with what is known of it from elsewhere. */
  signedIn(account: Account): Account {
    const known = this.byId(account.accountId);
    const complete = known === undefined ? account : Account.completed(account, known);
    // What the broker's list tells is shown on: an ID token tells fewer names.
    if (known === undefined) this.#set(account);
    return complete;
  }

  signedOut(homeAccountId: string): void {
    for (const account of this.all) {
      if (account.homeAccountId === homeAccountId) {
        this.#byId.delete(account.accountId.toLowerCase());
      }
    }
  }

  #set(account: Account): void {
    this.#byId.set(account.accountId.toLowerCase(), account);
  }
}
