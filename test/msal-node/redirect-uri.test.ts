// SPDX-License-Identifier: MIT
import type { Platform } from '../../lib/broker/platform.js';
import { brokerRedirectUri } from '../../lib/msal-node/redirect-uri.js';
import { clientId, redirectUri } from '../support/requests.js';

const windows = `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`;

it.each<[Platform, string]>([
  ['win32', windows],
  ['wsl', windows],
  ['linux', redirectUri],
  ['darwin', 'msauth.com.msauth.unsignedapp://auth'],
  ['other', redirectUri],
])('on %s the default is %s', (platform, expected) => {
  for (const given of [undefined, '', 'http://localhost']) {
    expect(brokerRedirectUri(given, { platform, clientId })).toBe(expected);
  }
});

it('a signed macOS app has one of its own', () => {
  const facts = { platform: 'darwin', clientId, bundleId: 'com.contoso.app' } as const;
  expect(brokerRedirectUri('', facts)).toBe('msauth.com.contoso.app://auth');
});

it.each(['http://localhost:8080', 'msauth.com.contoso.app://auth'])(
  '%s, which the app chose, is kept',
  (given) => {
    expect(brokerRedirectUri(given, { platform: 'win32', clientId })).toBe(given);
  },
);
