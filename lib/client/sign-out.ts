// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';

import type { CallScope } from '../broker/call-scope.js';
import type { Account, Broker, CallOptions } from '../broker/types.js';
import { BrokerError } from '../errors/broker-error.js';
import type { App } from './app.js';
import { legOf, within } from './calls.js';

/**
 * Has the broker forget the account for this app; the operating system keeps it. A broker that
 * fails is logged and stops nothing, as in MSAL Python: the app's own traces go in any case.
 */
export async function signOutAtBroker(
  app: App,
  broker: Broker,
  scope: CallScope,
  account: Account,
  { signal }: CallOptions,
): Promise<void> {
  const { clientId } = app.configuration.auth;
  try {
    await broker.signOut({ clientId, account, ...legOf(scope, signal) });
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    scope.throwIfEnded();
    const level = error.code === 'account_not_found' ? 'verbose' : 'warning';
    app.log.write(
      level,
      `${scope.operation}: the broker failed [${error.code}]`,
      scope.correlationId,
    );
  }
}

/** Takes every trace of the account out of msal-node's cache, in whatever cloud it has one. */
export async function forgetInCache(
  app: App,
  scope: CallScope,
  account: AccountInfo,
): Promise<void> {
  const homeId = account.homeAccountId.toLowerCase();
  const cached = await within(scope, app.msal.getAllAccounts());
  for (const one of cached.filter(({ homeAccountId }) => homeAccountId.toLowerCase() === homeId)) {
    const removal = app.msal.signOut({ account: one, correlationId: scope.correlationId });
    await within(scope, removal);
  }
}
