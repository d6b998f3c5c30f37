// SPDX-License-Identifier: MIT
import { optionalAccountTexts, requiredAccountTexts } from '../../codecs/identity-broker/index.js';
import { check, isRecord, isText } from './check.js';

export function checkAccount(account: unknown): void {
  check(
    isRecord(account) && requiredAccountTexts.every((field) => isText(account[field])),
    'account must be one that getAccounts() or a token result gave out ' +
      `(${requiredAccountTexts.join(', ')} are needed)`,
  );
  for (const field of optionalAccountTexts) {
    const value = account[field];
    check(value === undefined || typeof value === 'string', `account.${field} must be a string`);
  }
  const expiry = account['passwordExpiry'];
  check(
    expiry === undefined || (typeof expiry === 'number' && Number.isFinite(expiry)),
    'account.passwordExpiry must be a number',
  );
  const ids = account['wamAccountIds'];
  check(
    ids === undefined || (isRecord(ids) && Object.values(ids).every(isText)),
    'account.wamAccountIds must be an object of strings',
  );
}
