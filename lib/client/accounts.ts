// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import type { Account, Broker } from '../broker/types.js';
import { accountInfoOf, brokerAccountOf } from '../msal-node/account-info.js';
import type { App } from './app.js';
import { legOf, within } from './calls.js';
import type { AccountFilter } from './requests.js';

/** The broker's account that msal's description is of; undefined if it came from another source. */
export function accountAtBroker(app: App, info: AccountInfo): Account | undefined {
  return brokerAccountOf(info, app.configuration.auth.clientId);
}

/** The broker's accounts, and those that msal-node's cache has besides; one per home account id. */
export async function listAccounts(
  app: App,
  scope: CallScope,
  broker: Broker | undefined,
  filter: AccountFilter,
): Promise<AccountInfo[]> {
  const fromBroker = broker === undefined ? [] : await brokerAccounts(app, scope, broker, filter);
  const fromMsal = await within(scope, app.msal.getAllAccounts());
  const { clientId } = app.configuration.auth;
  const infoOf = (one: Account): AccountInfo => accountInfoOf(one, clientId);
  const byHomeId = new Map<string, AccountInfo>();
  for (const account of [...fromBroker.map(infoOf), ...fromMsal]) {
    const id = account.homeAccountId.toLowerCase();
    if (!byHomeId.has(id)) byHomeId.set(id, account);
  }
  const { username, homeAccountId } = filter;
  return [...byHomeId.values()].filter(
    (account) => fits(username, account.username) && fits(homeAccountId, account.homeAccountId),
  );
}

/** The one broker account of that user name; undefined if there is none, or more than one. */
export async function onlyAccountNamed(
  app: App,
  scope: CallScope,
  broker: Broker,
  username: string,
  signal: AbortSignal | undefined,
): Promise<Account | undefined> {
  const accounts = await brokerAccounts(app, scope, broker, signal === undefined ? {} : { signal });
  const [found, second] = accounts.filter((account) => fits(username, account.username));
  return second === undefined ? found : undefined;
}

async function brokerAccounts(
  app: App,
  scope: CallScope,
  broker: Broker,
  { signal }: AccountFilter,
): Promise<readonly Account[]> {
  const { clientId } = app.configuration.auth;
  return broker.getAccounts({ clientId, ...legOf(scope, signal) });
}

function fits(wanted: string | undefined, found: string): boolean {
  return wanted === undefined || wanted.toLowerCase() === found.toLowerCase();
}
