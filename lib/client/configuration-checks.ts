// SPDX-License-Identifier: MIT
import type { AuthorityFacts } from '../broker/authority-kind.js';
import { check, isRecord, isText, isUrl } from '../broker/checks/check.js';
import { checkBrokerOptions } from '../broker/checks/options.js';
import { msalAuthority } from './authority.js';
import type { BrokerConfiguration, Configuration } from './configuration.js';

const switches = [
  'enableBrokerOnWindows',
  'enableBrokerOnWsl',
  'enableBrokerOnMac',
  'enableBrokerOnLinux',
  'allowBroker',
  'enablePiiLogging',
  'enableMsaPassthrough',
  'disabled',
  'strict',
  'allowPasswordInArguments',
] as const satisfies readonly (keyof BrokerConfiguration)[];

const known = new Set<string>([...switches, 'bundleId', 'channel']);

const credentials = ['clientSecret', 'clientAssertion', 'clientCertificate'];

/** @throws RequestProblem for what is wrong with it, before anything is loaded. */
export function checkConfiguration(configuration: unknown): void {
  check(isRecord(configuration), 'the configuration must be an object');
  const { auth, broker } = configuration;
  check(isRecord(auth), 'auth must be an object with the clientId of the app registration');
  check(isText(auth['clientId']), 'auth.clientId must be the id of the app registration');
  for (const credential of credentials) {
    check(
      auth[credential] === undefined || auth[credential] === null || auth[credential] === '',
      `auth.${credential} must be left out: a public client has no secret to keep; ` +
        "for a confidential client use msal-node's ConfidentialClientApplication",
    );
  }
  check(
    auth['authority'] === undefined || isUrl(auth['authority'], ['https:']),
    'auth.authority must be an https URL such as https://login.microsoftonline.com/common',
  );
  const knownAuthorities = auth['knownAuthorities'];
  check(
    knownAuthorities === undefined ||
      (Array.isArray(knownAuthorities) && knownAuthorities.every(isText)),
    'auth.knownAuthorities must be a list of hosts, or be left out',
  );
  checkProtocolMode(configuration as unknown as Configuration);
  if (broker !== undefined) checkBroker(broker);
}

function checkBroker(broker: unknown): void {
  check(isRecord(broker), 'broker must be an object of flags, or be left out');
  check(
    broker['nativeBrokerPlugin'] === undefined,
    "broker.nativeBrokerPlugin belongs to msal-node's own PublicClientApplication; " +
      'here the flags enableBrokerOnWindows, …Wsl, …Mac and …Linux take its place',
  );
  for (const flag of Object.keys(broker)) {
    check(
      known.has(flag) || broker[flag] === undefined,
      `broker.${flag} is not known; there are ${[...known].join(', ')}`,
    );
  }
  for (const flag of switches) {
    check(
      broker[flag] === undefined || typeof broker[flag] === 'boolean',
      `broker.${flag} must be true or false`,
    );
  }
  check(
    broker['bundleId'] === undefined || isText(broker['bundleId']),
    'broker.bundleId must be the bundle id of the signed macOS app, or be left out',
  );
  checkBrokerOptions({ channel: broker['channel'] });
}

const tenantsOfAnybody = new Set(['common', 'organizations', 'consumers']);

/** OpenID Connect discovery needs one provider; those tenants stand for many. */
function checkProtocolMode(configuration: Configuration): void {
  if (protocolModeOf(configuration) !== 'OIDC') return;
  const { authority, azureCloudOptions } = configuration.auth;
  const tenant = URL.canParse(authority ?? '')
    ? (new URL(authority ?? '').pathname.split('/')[1] ?? '')
    : 'common';
  check(
    msalAuthority(authority, azureCloudOptions) === authority &&
      !tenantsOfAnybody.has(tenant.toLowerCase()),
    'protocolMode OIDC contradicts the authority: give auth.authority as the URL of one OpenID ' +
      'provider (not common, organizations, consumers or azureCloudOptions), or leave protocolMode out',
  );
}

/** In `auth` until msal-node 3, in `system` since. */
export function protocolModeOf({ auth, system }: Configuration): AuthorityFacts['protocolMode'] {
  const old = (auth as { readonly protocolMode?: unknown }).protocolMode;
  return (system?.protocolMode ?? old) === 'OIDC' ? 'OIDC' : 'AAD';
}
