// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import { optionalAccountTexts, requiredAccountTexts } from './account-fields.js';
import { protocolFault, type Decoded } from './faults.js';
import { openReply } from './reply.js';
import { integer, isObject, member, nonEmptyString } from './untrusted-json.js';

/**
 * Accounts in a reply to getAccounts. An element that is no usable account is left out and does
 * not take the others with it. No list at all is a fault, where Microsoft's client sees no
 * accounts: a caller must be able to tell the two apart.
 */
export function decodeAccounts(body: string): Decoded<readonly Account[]> {
  const reply = openReply('getAccounts', body);
  if (!reply.ok) return reply;
  const accounts: unknown = member(reply.value, 'accounts');
  if (!Array.isArray(accounts)) {
    return protocolFault('', 'accounts in the reply to getAccounts is missing or no list');
  }
  return { ok: true, value: accounts.flatMap(usableAccount) };
}

function usableAccount(element: unknown): readonly Account[] {
  if (!isObject(element)) return [];
  const text = (name: string): string | undefined => nonEmptyString(member(element, name));
  const [homeAccountId, localAccountId, environment, realm, username] =
    requiredAccountTexts.map(text);
  if (
    homeAccountId === undefined ||
    localAccountId === undefined ||
    environment === undefined ||
    realm === undefined ||
    username === undefined
  ) {
    return [];
  }
  const passwordExpiry = integer(member(element, 'passwordExpiry'));
  const details = optionalAccountTexts.flatMap((name) => {
    const value = text(name);
    return value === undefined ? [] : [[name, value] as const];
  });
  return [
    {
      homeAccountId,
      localAccountId,
      environment,
      realm,
      username,
      ...Object.fromEntries(details),
      ...(passwordExpiry === undefined ? {} : { passwordExpiry }),
    },
  ];
}
