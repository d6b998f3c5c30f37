// SPDX-License-Identifier: MIT

const publicCloud = 'login.microsoftonline.com';
/** Other names of clouds, which Microsoft's client replaces by those (measured on 0.20.7). */
const currentNames: ReadonlyMap<string, string> = new Map([
  ['login.windows.net', publicCloud],
  ['login.microsoft.com', publicCloud],
  ['sts.windows.net', publicCloud],
  ['login.chinacloudapi.cn', 'login.partner.microsoftonline.cn'],
  ['login.usgovcloudapi.net', 'login.microsoftonline.us'],
]);
const tenantsOfAnyOrganization = new Set(['common', 'organizations']);

/** The parts of an authority that rules are made of; names in lower case. */
export interface AuthorityParts {
  /** Host with port; other names of a cloud are replaced by its current one. */
  readonly host: string;
  /** First segment of the path as it was written: a tenant, `adfs` or `tfp`. */
  readonly tenant: string;
}

export function authorityParts(authority: string): AuthorityParts {
  // No `new URL(…)` without a check before: it throws, and the codec never does.
  if (!URL.canParse(authority)) return { host: '', tenant: '' };
  const url = new URL(authority);
  const host = currentNames.get(url.hostname) ?? url.host;
  return { host, tenant: url.pathname.split('/')[1] ?? '' };
}

/**
 * The authority of a request in the form that Microsoft's client sends (measured on 0.20.7): host
 * and tenant alone, also where more follows (B2C's `/tfp/…` becomes `/tfp`); of `common` and
 * `organizations` the tenant of the account, if one is given.
 */
export function authorityOfRequest(authority: string, realm: string | undefined): string {
  const { host, tenant } = authorityParts(authority);
  if (host === '') return authority;
  const general = tenantsOfAnyOrganization.has(tenant.toLowerCase());
  return `https://${host}/${general && realm !== undefined ? realm : tenant}`;
}
