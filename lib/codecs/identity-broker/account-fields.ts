// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';

/** Texts without which an account is none (docs/linux-broker-protocol.md, "Account object"). */
export const requiredAccountTexts = [
  'homeAccountId',
  'localAccountId',
  'environment',
  'realm',
  'username',
] as const satisfies readonly (keyof Account)[];

export const optionalAccountTexts = [
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
