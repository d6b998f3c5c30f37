// SPDX-License-Identifier: MIT
import type { Account } from '../types.js';
import { check, isRecord, isText } from './check.js';

const requiredTexts = [
  'homeAccountId',
  'localAccountId',
  'environment',
  'realm',
  'username',
] as const;
const optionalTexts = [
  'name',
  'givenName',
  'middleName',
  'familyName',
  'homeEnvironment',
  'alternativeAccountId',
  'clientInfo',
  'passwordChangeUrl',
  'accountType',
] as const satisfies readonly (keyof Account)[];

export function checkAccount(account: unknown): void {
  check(
    isRecord(account) && requiredTexts.every((field) => isText(account[field])),
    'account must be one that getAccounts() or a token result gave out ' +
      `(${requiredTexts.join(', ')} are needed)`,
  );
  for (const field of optionalTexts) {
    const value = account[field];
    check(value === undefined || typeof value === 'string', `account.${field} must be a string`);
  }
  const expiry = account['passwordExpiry'];
  check(
    expiry === undefined || (typeof expiry === 'number' && Number.isFinite(expiry)),
    'account.passwordExpiry must be a number',
  );
}
