// SPDX-License-Identifier: MIT
import { isSameAccount } from '../broker/account-guard.js';
import { check, isRecord, isText } from '../broker/checks/check.js';
import type { Account, AccountByIdRequest, Broker } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import { isGiven, isMissing } from './given.js';
import type { PluginRequest } from './options.js';
import type { PluginCall } from './plugin-call.js';

/** Whom a request is about. */
export interface WantedAccount {
  /** The account by the words of the request, or of the broker where it knows the account. */
  readonly account: Account;
  readonly isKnownToBroker: boolean;
}

/**
 * The account of a request; undefined if it names none. An account that came from another source
 * than the broker has no broker id; it is looked for by its home account id, and never taken for
 * nobody, which would bring the token of the operating system's default account.
 *
 * @throws BrokerError `account_not_found` for a broker id that the broker does not know.
 * @throws RequestProblem for an account that is none: it must not be taken for nobody either.
 */
export async function wantedAccount(
  broker: Broker,
  request: PluginRequest,
  call: PluginCall,
): Promise<WantedAccount | undefined> {
  const { clientId, accountId } = request;
  if (isGiven(accountId)) {
    const account = await knownAccount(broker, { clientId, accountId }, call);
    return { account, isKnownToBroker: true };
  }
  const asked = accountOf(request.account);
  if (asked === undefined) return undefined;
  const accounts = await broker.getAccounts({ ...call.legOptions(), clientId });
  const found = accounts.find((account) => isSameAccount(asked, account));
  return { account: found ?? asked, isKnownToBroker: found !== undefined };
}

/** @throws BrokerError `account_not_found` in the words of msal's API, if the broker knows no such. */
export async function knownAccount(
  broker: Broker,
  request: AccountByIdRequest,
  call: PluginCall,
): Promise<Account> {
  try {
    return await broker.getAccountById({ ...call.legOptions(), ...request });
  } catch (error) {
    // A status of the broker's own says more.
    const isUnlisted = error instanceof BrokerError && error.code === 'account_not_found';
    if (!isUnlisted || error.status !== 'Unexpected') throw error;
    throw call.error(
      'account_not_found',
      'the broker does not know the account; getAllAccounts() lists those that it knows, ' +
        'acquireTokenInteractive signs another in',
    );
  }
}

/** msal's account as the Broker describes one; undefined if there is none in the request. */
function accountOf(info: unknown): Account | undefined {
  if (isMissing(info)) return undefined;
  check(
    isRecord(info) && isText(info['homeAccountId']),
    'account must be an AccountInfo of msal-node (with a homeAccountId), or be left out',
  );
  const text = (field: string): string => {
    const value = info[field];
    return isText(value) ? value : '';
  };
  return {
    homeAccountId: text('homeAccountId'),
    localAccountId: text('localAccountId'),
    environment: text('environment'),
    realm: text('tenantId'),
    username: text('username'),
  };
}
