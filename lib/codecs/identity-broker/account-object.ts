// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import type { JsonValue } from './json-text.js';

/**
 * The account as requests carry it: always the same 14 members
 * (docs/linux-broker-protocol.md, "Account object").
 */
export function accountObject(account: Account): Readonly<Record<string, JsonValue>> {
  return {
    alternativeAccountId: account.alternativeAccountId ?? '',
    clientInfo: account.clientInfo ?? '',
    environment: account.environment,
    familyName: account.familyName ?? '',
    givenName: account.givenName ?? '',
    homeAccountId: account.homeAccountId,
    homeEnvironment: account.homeEnvironment ?? '',
    localAccountId: account.localAccountId,
    middleName: account.middleName ?? '',
    name: account.name ?? '',
    passwordChangeUrl: account.passwordChangeUrl ?? '',
    passwordExpiry: Math.trunc(account.passwordExpiry ?? 0),
    realm: account.realm,
    username: account.username,
  };
}
