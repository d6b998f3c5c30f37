// SPDX-License-Identifier: MIT
import type { Scenario } from 'entra-broker-simulator';
import type { WamConsequence, WamRule } from '../stand-in/rules.js';
import type { StandInOptions } from '../stand-in/wam-stand-in.js';
import type { WindowsCapture } from './captures.js';

/** What every capture was recorded with. */
export const recordedIds = {
  clientId: '00000000-aaaa-bbbb-cccc-000000000001',
  correlationId: '11111111-2222-4333-8444-555555555555',
} as const;

const scenario: Scenario = {
  tenants: [
    { id: '22222222-2222-4222-8222-222222222222', domain: 'contoso.example' },
    { id: '9188040d-6c67-4c5b-b112-36a304b66dad', domain: 'outlook.example' },
  ],
  accounts: [
    {
      username: 'user@contoso.example',
      password: 'PASSW0RD',
      oid: '11111111-1111-4111-8111-111111111111',
      tenant: 'contoso.example',
      name: 'Test User',
      givenName: 'Test',
      familyName: 'User',
    },
    {
      username: 'user@outlook.example',
      oid: '00000000-0000-0000-0003-bffd0a1b2c3d',
      tenant: 'outlook.example',
    },
  ],
};

/** The people of the captures. */
export const recordedWorld: StandInOptions = {
  scenario,
  webAccountIds: {
    'user@contoso.example': 'fake-aad-account-id',
    'user@outlook.example': 'fake-msa-account-id',
  },
};

/** Where a capture's world was another one. */
export const otherWorlds: Readonly<Record<string, Partial<StandInOptions>>> = {
  'discover-msa': { listsPersonalAccounts: true },
  'msa-acquire-silent': { listsPersonalAccounts: true },
  'err-int-usercancel': { scenario: { ...scenario, interactive: { answer: 'refuse' } } },
};

const failure = { message: 'fake provider error' };

/** How the Web Account Manager's answer to the call itself was other than usual. */
const otherAnswers: Readonly<Record<string, WamConsequence>> = {
  'acquire-silent-interaction-required': { status: 3, error: { ...failure, code: 0xcaa2000c } },
  // Wine has no key for the client to sign with itself; on Windows `shr` is there.
  'acquire-silent-pop': { properties: { shr: null } },
  'err-int-switch': { status: 2 },
  'err-msa-uireq': { status: 3, error: { ...failure, code: 0 } },
  'err-silent-0xcaa10001': { status: 5, error: { ...failure, code: 0xcaa10001 } },
  'err-silent-0xcaa20003': { status: 5, error: { ...failure, code: 0xcaa20003 } },
  'err-silent-0xcaa20005': { status: 5, error: { ...failure, code: 0xcaa20005 } },
  'pop-shr-response': { properties: { shr: 'FAKE_SHR_TOKEN', token_binding_key_id: 'KEY1' } },
};

/** Rules that make the answer to the call itself the recorded one: tokens, times, and errors. */
export function recordedAnswer(name: string, capture: WindowsCapture): WamRule {
  const other = otherAnswers[name] ?? {};
  const then = isPersonal(capture) ? personal(capture.result) : work(capture.result);
  const properties = { ...then.properties, ...other.properties };
  return { when: { scope: 'User.Read' }, then: { ...then, ...other, properties } };
}

/** Personal accounts are answered in another form than those of work and school. */
export function isPersonal({ scenario: call }: WindowsCapture): boolean {
  return call.authority?.endsWith('/consumers') === true;
}

/** Seconds for which the recorded tokens are valid. */
export const tokenLifetime = 3600;

type Result = WindowsCapture['result'];

/** Seconds between the epochs of Windows (1601) and Unix. */
const windowsEpoch = 11_644_473_600;

function work({ accessToken, rawIdToken, expiresOn = 0, account }: Result): WamConsequence {
  if (accessToken === undefined || rawIdToken === undefined) return {};
  return {
    token: accessToken,
    properties: {
      wamcompat_id_token: rawIdToken,
      wamcompat_client_info: account?.clientInfo ?? null,
      TokenExpiresOn: String(expiresOn + windowsEpoch),
    },
  };
}

function personal({ accessToken, rawIdToken, account }: Result): WamConsequence {
  if (accessToken === undefined || rawIdToken === undefined) return {};
  const pairs = {
    access_token: accessToken,
    id_token: rawIdToken,
    token_type: 'bearer',
    scope: 'User.Read',
    client_info: account?.clientInfo ?? '',
    expires_in: String(tokenLifetime),
  };
  const token = Object.entries(pairs).map(([key, value]) => `${key}=${value}`);
  return { token: token.join('&') };
}
