// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';

import type { Account } from '../broker/types.js';

/**
 * A broker's account in msal's shape. `nativeAccountId`, by which msal hands it back to the broker,
 * is the local account id, as in Microsoft's plug-in.
 */
export function accountInfoOf(
  account: Account,
  idTokenClaims?: Readonly<Record<string, unknown>>,
): AccountInfo {
  return {
    homeAccountId: account.homeAccountId,
    environment: account.environment,
    tenantId: account.realm,
    username: account.username,
    localAccountId: account.localAccountId,
    nativeAccountId: account.localAccountId,
    ...(account.name === undefined ? {} : { name: account.name }),
    ...(idTokenClaims === undefined ? {} : { idTokenClaims: { ...idTokenClaims } }),
  };
}
