// SPDX-License-Identifier: MIT
import type { Account } from '../../broker/types.js';
import type { AccountsAnswer, WebAccountAnswer } from '../../channels/wam/calls.js';
import { authorityParts } from '../identity-broker/authority.js';
import { protocolFault } from '../identity-broker/faults.js';
import { decodeClientInfo } from '../identity-broker/identity.js';
import { integer } from '../identity-broker/untrusted-json.js';
import { detail, part } from './untrusted-parts.js';
import { brokerFault, failureOfStatus, tokenStatus, type WamDecoded } from './failures.js';
import { tenantOfPersonalAccounts, type WamKind } from './provider.js';

/** An account of WAM's, and the id by which WAM finds it again for the same client id. */
export interface WamAccount {
  readonly kind: WamKind;
  readonly webAccountId: string;
  readonly account: Account;
  /** Whether `homeAccountId` is what somebody said, and not only the most likely one. */
  readonly homeIsCertain: boolean;
  /** The authority at which its client info can be asked for; undefined where WAM names none. */
  readonly authority?: string;
}

const publicCloud = 'login.microsoftonline.com';

/** FindAllWebAccountsStatus: NotAllowedByProvider, NotSupportedByProvider. */
const notToBeListed = [1, 2];

/**
 * The accounts that WAM lists for a client. One that is no usable account is left out. Personal
 * accounts are hardly ever listed, for the user's privacy: a refusal means that there are none.
 */
export function decodeWebAccounts(
  kind: WamKind,
  answer: AccountsAnswer,
): WamDecoded<readonly WamAccount[]> {
  const status = integer(part(answer, 'status'));
  if (status === 0) {
    const list = part(answer, 'accounts');
    if (!Array.isArray(list)) {
      return protocolFault('', 'the reply to FindAllAccountsAsync has no list of accounts');
    }
    return { ok: true, value: list.flatMap((item: WebAccountAnswer) => usable(kind, item)) };
  }
  if (kind === 'msa') return { ok: true, value: [] };
  if (status === undefined) {
    return protocolFault('', 'the reply to FindAllAccountsAsync has no status');
  }
  const error = part(answer, 'error');
  if (!notToBeListed.includes(status)) {
    return failureOfStatus(kind, tokenStatus.providerError, error);
  }
  const what = status === 1 ? 'not allowed' : 'not supported';
  const context = `the broker says that listing accounts is ${what}`;
  return { ok: false, fault: brokerFault(0, status, '', context) };
}

function usable(kind: WamKind, item: WebAccountAnswer): readonly WamAccount[] {
  const account = decodeWebAccount(kind, item);
  return account === undefined ? [] : [account];
}

/**
 * One account of WAM's; undefined if it lacks what names it. With client info, which a token
 * answer brings, the home account is certain; without it, it is only the most likely one.
 */
export function decodeWebAccount(
  kind: WamKind,
  answer: WebAccountAnswer,
  clientInfo?: string,
): WamAccount | undefined {
  const webAccountId = detail(answer, 'id');
  const properties = part(answer, 'properties');
  const username = detail(answer, 'userName') ?? detail(properties, 'UPN');
  const ids = kind === 'aad' ? workIds(properties) : personalIds(properties);
  if (webAccountId === undefined || username === undefined || ids === undefined) return undefined;
  const { localAccountId, realm } = ids;
  const certainHome = clientInfo === undefined ? undefined : homeOf(clientInfo);
  const authority = httpsUrl(detail(properties, 'Authority'));
  const homeIsCertain = certainHome !== undefined || ids.homeIsCertain;
  const account: Account = {
    homeAccountId: certainHome ?? ids.home,
    localAccountId,
    environment: authority === undefined ? publicCloud : authorityParts(authority).host,
    realm,
    username,
    ...details(properties),
    ...(clientInfo === undefined || certainHome === undefined ? {} : { clientInfo }),
  };
  const found = { kind, webAccountId, account, homeIsCertain };
  return authority === undefined ? found : { ...found, authority };
}

interface AccountIds {
  readonly home: string;
  readonly localAccountId: string;
  readonly realm: string;
  readonly homeIsCertain: boolean;
}

const guid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

function guidOf(properties: unknown, name: string): string | undefined {
  const text = detail(properties, name);
  return text !== undefined && guid.test(text) ? text : undefined;
}

function workIds(properties: unknown): AccountIds | undefined {
  const localAccountId = guidOf(properties, 'OID');
  const realm = guidOf(properties, 'TenantId');
  if (localAccountId === undefined || realm === undefined) return undefined;
  const homeOid = guidOf(properties, 'HomeOID');
  const homeTenant = guidOf(properties, 'HomeTenantId');
  const named = homeOid !== undefined && homeTenant !== undefined;
  const home = named ? `${homeOid}.${homeTenant}` : `${localAccountId}.${realm}`;
  return { home, localAccountId, realm, homeIsCertain: named };
}

/** The id of a personal account is a GUID of which only the last 16 digits count. */
function personalIds(properties: unknown): AccountIds | undefined {
  const cid = detail(properties, 'SafeCustomerId');
  if (cid === undefined || !/^[0-9a-f]{16}$/i.test(cid)) return undefined;
  const digits = cid.toLowerCase();
  const localAccountId = `00000000-0000-0000-${digits.slice(0, 4)}-${digits.slice(4)}`;
  const realm = tenantOfPersonalAccounts;
  return { home: `${localAccountId}.${realm}`, localAccountId, realm, homeIsCertain: true };
}

/** Client info that makes no sense is as good as none. */
function homeOf(clientInfo: string): string | undefined {
  const home = decodeClientInfo(clientInfo);
  return home.ok ? `${home.value.uid}.${home.value.utid}` : undefined;
}

const detailNames = {
  name: 'DisplayName',
  givenName: 'FirstName',
  familyName: 'LastName',
} as const;

function details(properties: unknown): Partial<Account> {
  const found = Object.entries(detailNames).flatMap(([name, source]) => {
    const value = detail(properties, source);
    return value === undefined ? [] : [[name, value] as const];
  });
  return Object.fromEntries(found);
}

/** An authority that may be believed: requests will go there. */
export function httpsUrl(text: string | undefined): string | undefined {
  if (text === undefined || !URL.canParse(text)) return undefined;
  const { protocol, username, password } = new URL(text);
  return protocol === 'https:' && `${username}${password}` === '' ? text : undefined;
}
