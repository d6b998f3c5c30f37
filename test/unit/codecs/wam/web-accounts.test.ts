// SPDX-License-Identifier: MIT
import {
  decodeWebAccount,
  decodeWebAccounts,
  type AccountsAnswer,
  type WamAccount,
  type WebAccountAnswer,
} from '../../../../lib/codecs/wam/index.js';
import { faultOf, valueOf } from '../replies.js';
import {
  guestClientInfo,
  personalAccount,
  personalClientInfo,
  personalWebAccount,
  tenantAuthority,
  workAccount,
  workWebAccount,
  type Json,
} from './world.js';

function workWith(properties: Json, more: Json = {}): WamAccount | undefined {
  const account = { ...workWebAccount, ...more };
  const changed = { ...account, properties: { ...workWebAccount.properties, ...properties } };
  return decodeWebAccount('aad', changed as WebAccountAnswer);
}

describe('a work account', () => {
  test('is read from the properties that WAM gives it', () => {
    expect(decodeWebAccount('aad', workWebAccount)).toEqual({
      kind: 'aad',
      webAccountId: 'fake-aad-account-id',
      homeIsCertain: false,
      account: workAccount,
      authority: tenantAuthority,
    });
  });

  test('has its home from client info, else from its own names for it, else from its tenant', () => {
    const home = (found: WamAccount | undefined): string | undefined =>
      found?.account.homeAccountId;
    const HomeOID = '33333333-3333-4333-8333-333333333333';
    const HomeTenantId = '44444444-4444-4444-8444-444444444444';
    expect(home(workWith({}))).toBe(workAccount.homeAccountId);
    expect(home(workWith({ HomeOID, HomeTenantId }))).toBe(`${HomeOID}.${HomeTenantId}`);
    expect(home(workWith({ HomeOID }))).toBe(workAccount.homeAccountId);
    expect(home(workWith({ HomeOID, HomeTenantId: 'x' }))).toBe(workAccount.homeAccountId);
    const guest = decodeWebAccount('aad', workWebAccount, guestClientInfo);
    expect(guest?.account).toEqual({
      ...workAccount,
      homeAccountId: 'guest-home-oid.guest-home-tenant',
      clientInfo: guestClientInfo,
    });
  });

  test.each(['', '%', 'e30'])('takes no notice of client info like %j', (clientInfo) => {
    expect(decodeWebAccount('aad', workWebAccount, clientInfo)?.account).toEqual(workAccount);
  });

  test('is in the cloud of its authority, if that may be believed', () => {
    const Authority = 'https://login.microsoftonline.us/t';
    expect(workWith({ Authority })).toMatchObject({
      authority: Authority,
      account: { environment: 'login.microsoftonline.us' },
    });
    for (const bad of [undefined, 'http://evil.example/', 'x', 5]) {
      const found = workWith({ Authority: bad });
      expect(found).not.toHaveProperty('authority');
      expect(found?.account.environment).toBe('login.microsoftonline.com');
    }
  });

  test('has the name UPN where it has no other', () => {
    expect(workWith({}, { userName: '' })?.account.username).toBe('user@contoso.example');
    expect(workWith({ UPN: undefined }, { userName: '' })).toBeUndefined();
  });

  test.each([
    [{ OID: undefined }],
    [{ OID: 'x' }],
    [{ OID: `${workAccount.localAccountId}.x` }],
    [{ TenantId: '' }],
    [{ TenantId: 'contoso.example' }],
  ])('without ids that are some is none: %j', (properties) => {
    expect(workWith(properties)).toBeUndefined();
  });

  test('without an id of WAM’s is none: it could not be found again', () => {
    expect(workWith({}, { id: '' })).toBeUndefined();
    expect(workWith({}, { id: 'x'.repeat(65_537) })).toBeUndefined();
  });
});

describe('a personal account', () => {
  test('has its ids from its customer id', () => {
    expect(decodeWebAccount('msa', personalWebAccount)).toEqual({
      kind: 'msa',
      webAccountId: 'fake-msa-account-id',
      homeIsCertain: true,
      account: personalAccount,
    });
    expect(decodeWebAccount('msa', personalWebAccount, personalClientInfo)?.account).toEqual({
      ...personalAccount,
      clientInfo: personalClientInfo,
    });
  });

  test.each([undefined, '', '3bffd0a1b2c3d', 'g003bffd0a1b2c3d', '0003bffd0a1b2c3d0'])(
    'with the customer id %j is none',
    (SafeCustomerId) => {
      const properties = { SafeCustomerId } as unknown as WebAccountAnswer['properties'];
      expect(decodeWebAccount('msa', { ...personalWebAccount, properties })).toBeUndefined();
    },
  );
});

describe('a list of accounts', () => {
  const list = (changes: Partial<AccountsAnswer>): AccountsAnswer => ({
    status: 0,
    accounts: [],
    error: null,
    ...changes,
  });

  test('leaves out what is no account, and keeps the others', () => {
    const accounts = [null, { ...workWebAccount, id: '' }, workWebAccount, 5];
    const answer = list({ accounts: accounts as unknown as AccountsAnswer['accounts'] });
    expect(valueOf(decodeWebAccounts('aad', answer))).toHaveLength(1);
    expect(valueOf(decodeWebAccounts('aad', list({})))).toEqual([]);
  });

  test.each([1, 2, 3, 9])('of personal accounts that is refused (%i) is empty', (status) => {
    const answer = list({ status, error: { code: 0x80070005, message: 'no' } });
    expect(decodeWebAccounts('msa', answer)).toEqual({ ok: true, value: [] });
  });

  test('of work accounts that is refused is a failure', () => {
    expect(faultOf(decodeWebAccounts('aad', list({ status: 1 })))).toMatchObject({
      kind: 'broker',
      nativeCode: 1,
    });
    expect(faultOf(decodeWebAccounts('aad', list({ status: 2 })))).toMatchObject({ nativeCode: 2 });
    const network = list({ status: 3, error: { code: 0xcaa30194, message: 'words' } });
    expect(faultOf(decodeWebAccounts('aad', network))).toMatchObject({
      status: 3,
      nativeCode: 0xcaa30194,
      context: 'words',
    });
    const interrupted = list({ status: 3, error: { code: 0x80080300, message: '' } });
    expect(decodeWebAccounts('aad', interrupted)).toMatchObject({ retry: 'back_off' });
  });

  test.each([{ accounts: null }, { accounts: 'x' }, { status: undefined }, { status: 'x' }])(
    'that is none is a fault: %j',
    (changes) => {
      const answer = list(changes as unknown as Partial<AccountsAnswer>);
      expect(faultOf(decodeWebAccounts('aad', answer))).toMatchObject({ kind: 'protocol' });
    },
  );
});
