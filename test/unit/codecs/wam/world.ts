// SPDX-License-Identifier: MIT
import type { Account } from '../../../../lib/broker/types.js';
import type {
  ExpectedWamTokens,
  TokenAnswer,
  WamHost,
  WebAccountAnswer,
} from '../../../../lib/codecs/wam/index.js';
import { correlationId } from '../people.js';
import { idTokenOf } from '../replies.js';

export const clientId = '00000000-aaaa-bbbb-cccc-000000000001';
export const host: WamHost = { osVersion: '10.0.26100', correlationId: true };

const oid = '11111111-1111-4111-8111-111111111111';
const tid = '22222222-2222-4222-8222-222222222222';
export const personalTenant = '9188040d-6c67-4c5b-b112-36a304b66dad';

export const microsoft = 'https://login.microsoftonline.com';
export const tenantAuthority = `${microsoft}/${tid}`;

/** The work account of the captures, as WAM describes it. */
export const workWebAccount: WebAccountAnswer = {
  object: 2,
  id: 'fake-aad-account-id',
  userName: 'user@contoso.example',
  properties: {
    OID: oid,
    TenantId: tid,
    Authority: tenantAuthority,
    UPN: 'user@contoso.example',
    DisplayName: 'Test User',
    FirstName: 'Test',
    LastName: 'User',
  },
};

/** The personal account of the captures, as WAM describes it. */
export const personalWebAccount: WebAccountAnswer = {
  object: 3,
  id: 'fake-msa-account-id',
  userName: 'user@outlook.example',
  properties: { SafeCustomerId: '0003BFFD0A1B2C3D' },
};

export const workAccount: Account = {
  homeAccountId: `${oid}.${tid}`,
  localAccountId: oid,
  environment: 'login.microsoftonline.com',
  realm: tid,
  username: 'user@contoso.example',
  name: 'Test User',
  givenName: 'Test',
  familyName: 'User',
};

const cid = '00000000-0000-0000-0003-bffd0a1b2c3d';

export const personalAccount: Account = {
  homeAccountId: `${cid}.${personalTenant}`,
  localAccountId: cid,
  environment: 'login.microsoftonline.com',
  realm: personalTenant,
  username: 'user@outlook.example',
};

function clientInfoOf(uid: string, utid: string): string {
  return Buffer.from(JSON.stringify({ uid, utid })).toString('base64url');
}

export const workClientInfo = clientInfoOf(oid, tid);
export const guestClientInfo = clientInfoOf('guest-home-oid', 'guest-home-tenant');
export const personalClientInfo = clientInfoOf(cid, personalTenant);

export const workIdToken = idTokenOf({
  oid,
  tid,
  preferred_username: 'user@contoso.example',
  name: 'Test User',
});
export const personalIdToken = idTokenOf({
  oid: cid,
  tid: personalTenant,
  preferred_username: 'user@outlook.example',
});

export const now = new Date('2026-11-21T12:00:00.000Z');
/** 2026-11-21T13:00:00Z in seconds since 1601. */
export const inAnHour = '13439739600';

export const expectedWork: ExpectedWamTokens = {
  kind: 'aad',
  scopes: ['User.Read'],
  signedHttpRequest: false,
  authority: tenantAuthority,
  correlationId,
  instanceAware: false,
};
export const expectedPersonal: ExpectedWamTokens = {
  ...expectedWork,
  kind: 'msa',
  authority: `${microsoft}/consumers`,
};

export type Json = Readonly<Record<string, unknown>>;

/** A successful answer of the plug-in for work accounts; undefined takes a property away. */
export function workAnswer(
  properties: Json = {},
  response: Json = {},
  top: Json = {},
): TokenAnswer {
  return {
    object: 1,
    status: 0,
    error: null,
    response: {
      token: 'AT-work',
      account: workWebAccount,
      properties: {
        TokenExpiresOn: inAnHour,
        wamcompat_id_token: workIdToken,
        wamcompat_client_info: workClientInfo,
        wamcompat_scopes: 'User.Read offline_access openid profile',
        Authority: tenantAuthority,
        ...properties,
      },
      error: null,
      ...response,
    },
    ...top,
  };
}

export const personalPairs: Readonly<Record<string, string>> = {
  access_token: 'AT-personal',
  id_token: personalIdToken,
  token_type: 'bearer',
  scope: 'User.Read%20openid',
  client_info: personalClientInfo,
  expires_in: '3600',
};

export function pairsText(pairs: Readonly<Record<string, string | undefined>>): string {
  return Object.entries(pairs)
    .flatMap(([name, value]) => (value === undefined ? [] : [`${name}=${value}`]))
    .join('&');
}

/** A successful answer of the plug-in for personal accounts. */
export function personalAnswer(token: string = pairsText(personalPairs)): TokenAnswer {
  return {
    object: 1,
    status: 0,
    error: null,
    response: { token, account: personalWebAccount, properties: {}, error: null },
  };
}

/** An answer that tells of a failure. */
export function failedAnswer(status: number, code: number, message = 'words'): TokenAnswer {
  return { object: 1, status, error: { code, message }, response: null };
}
