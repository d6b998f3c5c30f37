// SPDX-License-Identifier: MIT
import { isSameAccount } from '../account-guard.js';
import type { Account } from '../types.js';

/**
 * Whether two descriptions mean one account. On Windows the home account of one that was only
 * listed may be a guess; then object id and tenant say it, which together name one user.
 */
export function isSameWebAccount(one: Account, other: Account): boolean {
  const here = { homeAccountId: '' };
  return isSameAccount(one, other) || isSameAccount({ ...one, ...here }, { ...other, ...here });
}
