// SPDX-License-Identifier: MIT
import { isGuid } from '../broker/checks/check.js';
import type { Account as BrokerAccount, CallOptions } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import { Account } from './account.js';
import type { BrokerAccess } from './broker-access.js';
import type { Answer } from './call.js';
import { ErrorStatus } from './enums.js';
import { mistake, RuntimeFailure } from './failure.js';
import { KnownAccounts } from './known-accounts.js';

/** Names no client; for the one question that its caller asks without naming one. */
const anyClient = '00000000-0000-0000-0000-000000000000';

/** The calls about accounts, and what they have brought so far. */
export class AccountCalls {
  readonly known = new KnownAccounts();
  readonly #access: BrokerAccess;

  constructor(access: BrokerAccess) {
    this.#access = access;
  }

  /** A broker that cannot tell them does not fail the call: the original tells those it knows. */
  async discover(clientId: string, options: CallOptions): Promise<Answer<readonly Account[]>> {
    if (!isGuid(clientId)) throw mistake('noClientIdToDiscover');
    if (this.#access.startupFailure !== undefined) return { value: [], brokerUsed: false };
    try {
      return { value: await this.#list(clientId, options) };
    } catch (cause) {
      if (!(cause instanceof BrokerError) || options.signal?.aborted === true) throw cause;
      return { value: this.known.all };
    }
  }

  /**
   * The original looks into its own store. This asks the broker for what nobody has told it yet,
   * in the name of the client that was named last, since the call names none.
   */
  async readById(
    accountId: string,
    clientId: string | undefined,
    options: CallOptions,
  ): Promise<Answer<Account>> {
    const known = this.known.byId(accountId);
    if (known !== undefined) return { value: known, brokerUsed: false };
    if (accountId === '' || this.#access.startupFailure !== undefined) throw notFound();
    const client = isGuid(clientId) ? clientId : anyClient;
    const { value: listed } = await this.discover(client, options);
    const found =
      this.known.byId(accountId) ??
      listed.map((account) => Account.elsewhere(account, accountId)).find((one) => one);
    if (found === undefined) throw notFound();
    return { value: found };
  }

  /** As in the original, a client or a broker that cannot be signed out of is no failure. */
  async signOut(
    clientId: string,
    account: BrokerAccount,
    options: CallOptions,
  ): Promise<Answer<void>> {
    const asks = isGuid(clientId) && this.#access.startupFailure === undefined;
    if (asks) await this.#remove(clientId, account, options);
    this.known.signedOut(account.homeAccountId);
    return { value: undefined, brokerUsed: asks };
  }

  async #list(clientId: string, options: CallOptions): Promise<readonly Account[]> {
    const accounts = await this.#access.broker.getAccounts({ clientId, ...options });
    const { platform } = this.#access;
    const shown = platform === 'win32' ? accounts.filter(isAtHome) : accounts;
    const listed = shown.map((account) => Account.listed(account, platform));
    this.known.listed(listed);
    return listed;
  }

  async #remove(clientId: string, account: BrokerAccount, options: CallOptions): Promise<void> {
    try {
      await this.#access.broker.signOut({ clientId, account, ...options });
    } catch (cause) {
      if (!(cause instanceof BrokerError) || cause.code !== 'not_supported') throw cause;
    }
  }
}

/** The original lists no guests on Windows (measured on 0.20.7). */
function isAtHome({ homeAccountId, realm }: BrokerAccount): boolean {
  return homeAccountId.toLowerCase().endsWith(`.${realm.toLowerCase()}`);
}

function notFound(): RuntimeFailure {
  return new RuntimeFailure(
    ErrorStatus.AccountNotFound,
    '5vt4a',
    "Account with id '(pii)' not found",
  );
}
