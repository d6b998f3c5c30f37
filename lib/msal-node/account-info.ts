// SPDX-License-Identifier: MIT
import type { AccountInfo } from '@azure/msal-node';

import { isPersonal } from '../broker/authority-kind.js';
import type { Account } from '../broker/types.js';
import { isGiven } from './given.js';

/**
 * A broker's account in msal's shape. `nativeAccountId`, by which msal hands it back to the broker,
 * is the local account id, as in Microsoft's plug-in; for a personal account of Windows it is WAM's
 * own id for that client, since WAM lists no such accounts to find one in.
 */
export function accountInfoOf(
  account: Account,
  clientId: string,
  idTokenClaims?: Readonly<Record<string, unknown>>,
): AccountInfo {
  return {
    homeAccountId: account.homeAccountId,
    environment: account.environment,
    tenantId: account.realm,
    username: account.username,
    localAccountId: account.localAccountId,
    nativeAccountId: nativeIdOf(account, clientId),
    ...(account.name === undefined ? {} : { name: account.name }),
    ...(idTokenClaims === undefined ? {} : { idTokenClaims: { ...idTokenClaims } }),
  };
}

function nativeIdOf(account: Account, clientId: string): string {
  const { localAccountId, wamAccountIds } = account;
  const own = hasPersonalHome(account) ? wamAccountIds?.[clientId.toLowerCase()] : undefined;
  return own ?? localAccountId;
}

/**
 * The broker's account that msal's description is of; undefined if it came from another source. An
 * account that was signed in with a browser or a device code has no broker id.
 */
export function brokerAccountOf(info: AccountInfo, clientId: string): Account | undefined {
  const { nativeAccountId } = info;
  if (!isGiven(nativeAccountId)) return undefined;
  const isWams = hasPersonalHome(info) && nativeAccountId !== info.localAccountId;
  return {
    homeAccountId: info.homeAccountId,
    localAccountId: isWams ? info.localAccountId : nativeAccountId,
    environment: info.environment,
    realm: info.tenantId,
    username: info.username,
    ...(info.name === undefined ? {} : { name: info.name }),
    ...(isWams ? { wamAccountIds: { [clientId.toLowerCase()]: nativeAccountId } } : {}),
  };
}

function hasPersonalHome({ homeAccountId }: Pick<Account, 'homeAccountId'>): boolean {
  return isPersonal(homeAccountId.split('.').at(-1) ?? '');
}
