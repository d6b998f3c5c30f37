// SPDX-License-Identifier: MIT
import type { Account } from './types.js';

/**
 * Whether two descriptions mean one account: by home account id, which is the same in every
 * tenant, and where one of them lacks it by object id and tenant.
 */
export function isSameAccount(asked: Account, answered: Account): boolean {
  if (asked.homeAccountId !== '' && answered.homeAccountId !== '') {
    return equalIds(asked.homeAccountId, answered.homeAccountId);
  }
  return (
    equalIds(asked.localAccountId, answered.localAccountId) && equalIds(asked.realm, answered.realm)
  );
}

/** Whether a user name is the one that was hinted at; an empty hint fits everybody. */
export function fitsHint(hint: string | undefined, account: Account): boolean {
  return hint === undefined || hint === '' || equalIds(hint, account.username);
}

/** Whether an id, of whatever kind, is one of this account. */
export function hasId(account: Account, id: string): boolean {
  const { localAccountId, homeAccountId, wamAccountIds } = account;
  const isOfWindows = Object.values(wamAccountIds ?? {}).includes(id);
  return isOfWindows || equalIds(localAccountId, id) || equalIds(homeAccountId, id);
}

function equalIds(one: string, other: string): boolean {
  return one.toLowerCase() === other.toLowerCase();
}
