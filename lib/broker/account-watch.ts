// SPDX-License-Identifier: MIT
import type { Account, AccountsChange } from './types.js';

interface KnownAccounts {
  readonly ids: ReadonlySet<string>;
  /** False where the ids come from token results alone: there may be more. */
  readonly complete: boolean;
}

/**
 * What is known of the broker's accounts, by client: only their ids, and only to notice that they
 * changed. Nothing is polled; it learns from the calls that are made anyway.
 */
export class AccountWatch {
  readonly #known = new Map<string, KnownAccounts>();
  readonly #tell: (change: AccountsChange) => void;

  constructor(tell: (change: AccountsChange) => void) {
    this.#tell = tell;
  }

  /** A list that the broker gave: tells if it differs from what was known. */
  listed(clientId: string, accounts: readonly Account[], cause: 'call' | 'refresh'): void {
    const ids = new Set(accounts.map((account) => account.homeAccountId));
    const before = this.#known.get(clientId);
    this.#known.set(clientId, { ids, complete: true });
    if (before === undefined ? cause === 'refresh' : differs(before, ids)) {
      this.#tell({ cause, clientId });
    }
  }

  /** A token came for this account: tells if it is a new one. */
  signedIn(clientId: string, account: Account): void {
    const before = this.#known.get(clientId) ?? { ids: new Set(), complete: false };
    if (before.ids.has(account.homeAccountId)) return;
    const ids = new Set([...before.ids, account.homeAccountId]);
    this.#known.set(clientId, { ids, complete: before.complete });
    this.#tell({ cause: 'call', clientId });
  }

  signedOut(clientId: string, account: Account): void {
    const before = this.#known.get(clientId);
    if (before !== undefined) {
      const ids = new Set([...before.ids].filter((id) => id !== account.homeAccountId));
      this.#known.set(clientId, { ids, complete: before.complete });
    }
    this.#tell({ cause: 'call', clientId });
  }

  /** The operating system says so; what was known of that client, or of all, may be wrong. */
  changedBySystem(clientId: string | undefined): void {
    if (clientId === undefined) this.#known.clear();
    else this.#known.delete(clientId);
    this.#tell({ cause: 'system', ...(clientId === undefined ? {} : { clientId }) });
  }

  /** Another broker process serves now: whatever was known may be wrong. */
  ownerChanged(): void {
    this.#known.clear();
    this.#tell({ cause: 'owner_changed' });
  }
}

function differs(before: KnownAccounts, now: ReadonlySet<string>): boolean {
  const gone = [...before.ids].some((id) => !now.has(id));
  return gone || (before.complete && now.size !== before.ids.size);
}
