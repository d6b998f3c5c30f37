// SPDX-License-Identifier: MIT
import type { Account } from '../../../lib/broker/types.js';

export const clientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const nativeClient = 'https://login.microsoftonline.com/common/oauth2/nativeclient';
export const correlationId = '11111111-2222-4333-8444-555555555555';
export const product = { name: 'entra-broker', version: '9.8.7' };

/** The account of the captures, as it is after Microsoft's client stored it. */
export const ada: Account = {
  homeAccountId: 'aaaaaaaa-0000-4000-8000-000000000001.bbbbbbbb-0000-4000-8000-000000000002',
  localAccountId: 'aaaaaaaa-0000-4000-8000-000000000001',
  environment: 'login.microsoftonline.com',
  realm: 'bbbbbbbb-0000-4000-8000-000000000002',
  username: 'ada@contoso.example',
  name: 'Ada Lovelace',
  givenName: 'Ada',
  middleName: 'King',
  familyName: 'Lovelace',
  homeEnvironment: 'login.microsoftonline.com',
  alternativeAccountId: 'alt-id',
  clientInfo:
    'eyJ1aWQiOiJhYWFhYWFhYS0wMDAwLTQwMDAtODAwMC0wMDAwMDAwMDAwMDEiLCJ1dGlkIjoiYmJiYmJiYmItMDAwMC00MDAwLTgwMDAtMDAwMDAwMDAwMDAyIn0',
  passwordChangeUrl: 'https://pw.example/',
  passwordExpiry: 1234,
};

/** Of a personal account. */
export const personalRealm = '9188040d-6c67-4c5b-b112-36a304b66dad';
