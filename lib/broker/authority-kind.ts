// SPDX-License-Identifier: MIT
import type { Platform } from './platform.js';

/**
 * What an authority is to a broker: `aad` a work or school authority of any cloud, `msa` personal
 * accounts alone, `oidc` any provider addressed by OpenID Connect discovery, `known_to_developer`
 * a private cloud that the app vouches for, since no public directory knows it.
 */
export type AuthorityKind = 'aad' | 'msa' | 'adfs' | 'b2c' | 'ciam' | 'oidc' | 'known_to_developer';

/** What an app says about its authority, by the names of msal-node's configuration. */
export interface AuthorityFacts {
  /** Default `AAD`. */
  readonly protocolMode?: 'AAD' | 'OIDC' | undefined;
  /** Hosts, or URLs of which the host counts. */
  readonly knownAuthorities?: readonly string[] | undefined;
  /**
   * Whether the authority is looked up in the public directory of authorities. Default: unless
   * `knownAuthorities` names its host, as msal-node does.
   */
  readonly instanceDiscovery?: boolean | undefined;
}

/** Hosts of the identity provider, of all its clouds (msal-common's built-in cloud metadata). */
const publicHosts: ReadonlySet<string> = new Set([
  'login.microsoftonline.com',
  'login.windows.net',
  'login.microsoft.com',
  'sts.windows.net',
  'login.partner.microsoftonline.cn',
  'login.chinacloudapi.cn',
  'login.microsoftonline.us',
  'login.usgovcloudapi.net',
  'login-us.microsoftonline.com',
  'login.microsoftonline.de',
  'login.sovcloud-identity.fr',
  'login.sovcloud-identity.de',
  'login.sovcloud-identity.sg',
]);

const b2cDomains = ['b2clogin.com', 'b2clogin.cn', 'b2clogin.us', 'b2clogin.de'];

const tenantOfPersonalAccounts = '9188040d-6c67-4c5b-b112-36a304b66dad';

/** Tells by its URL, and by what the app says about it, what kind of authority this is. */
export function authorityKind(authority: string, facts: AuthorityFacts = {}): AuthorityKind {
  if (facts.protocolMode === 'OIDC') return 'oidc';
  if (!URL.canParse(authority)) return 'aad';
  const { host, hostname, pathname } = new URL(authority);
  const segments = pathname
    .toLowerCase()
    .split('/')
    .filter((segment) => segment !== '');
  const [tenant = '', policy = ''] = segments;
  if (isWithin(hostname, 'ciamlogin.com')) return 'ciam';
  if (tenant === 'adfs') return 'adfs';
  const isB2c =
    b2cDomains.some((domain) => isWithin(hostname, domain)) ||
    tenant === 'tfp' ||
    (segments.length === 2 && policy.startsWith('b2c_'));
  if (isB2c) return 'b2c';
  if (!publicHosts.has(hostname) && isVouchedFor(host, facts)) return 'known_to_developer';
  return tenant === 'consumers' || isPersonal(tenant) ? 'msa' : 'aad';
}

/** Whether this is the tenant that all personal accounts are in. */
export function isPersonal(tenantId: string): boolean {
  return tenantId.toLowerCase() === tenantOfPersonalAccounts;
}

/** Whether a platform's broker serves such authorities at all. */
export function brokerServes(kind: AuthorityKind, platform: Platform): boolean {
  switch (kind) {
    case 'aad':
    case 'known_to_developer':
      return platform !== 'other';
    case 'msa':
      // On Linux and WSL Microsoft's client serves personal accounts itself, without the broker.
      return platform === 'win32' || platform === 'darwin';
    case 'adfs':
    case 'b2c':
    case 'ciam':
    case 'oidc':
      return false;
  }
}

function isWithin(hostname: string, domain: string): boolean {
  return hostname === domain || hostname.endsWith(`.${domain}`);
}

function isVouchedFor(host: string, facts: AuthorityFacts): boolean {
  if (facts.instanceDiscovery !== undefined) return !facts.instanceDiscovery;
  return (facts.knownAuthorities ?? []).some((known) => hostOf(known) === host);
}

function hostOf(known: string): string {
  const url = known.includes('://') ? known : `https://${known}`;
  return URL.canParse(url) ? new URL(url).host : '';
}
