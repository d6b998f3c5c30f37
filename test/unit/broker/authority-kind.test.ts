// SPDX-License-Identifier: MIT
import {
  authorityKind,
  brokerServes,
  type AuthorityFacts,
} from '../../../lib/broker/authority-kind.js';
import type { Platform } from '../../../lib/broker/platform.js';

const tenant = '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01';
const privateCloud: AuthorityFacts = { knownAuthorities: ['login.private.example'] };

it.each([
  ['A1.13 common', 'https://login.microsoftonline.com/common', {}, 'aad'],
  ['A1.13 organizations', 'https://login.microsoftonline.com/organizations', {}, 'aad'],
  ['A1.13 a tenant by id', `https://login.microsoftonline.com/${tenant}`, {}, 'aad'],
  ['A1.13 a tenant by domain', 'https://login.microsoftonline.com/contoso.example', {}, 'aad'],
  ['A1.13 the US cloud', 'https://login.microsoftonline.us/common', {}, 'aad'],
  ['A1.13 the China cloud', 'https://login.partner.microsoftonline.cn/common', {}, 'aad'],
  ['A1.13 personal accounts', 'https://login.microsoftonline.com/consumers', {}, 'msa'],
  ['A1.13 in any case', 'https://LOGIN.microsoftonline.com/Consumers/', {}, 'msa'],
  [
    'A1.13 personal accounts by tenant id',
    'https://login.microsoftonline.com/9188040d-6c67-4c5b-b112-36a304b66dad',
    {},
    'msa',
  ],
  ['A1.7 AD FS', 'https://fs.contoso.example/adfs', {}, 'adfs'],
  ['A1.7 AD FS in any case', 'https://fs.contoso.example/ADFS/', {}, 'adfs'],
  ['A1.7 not a CIAM host with that path', 'https://contoso.ciamlogin.com/adfs', {}, 'ciam'],
  ['A1.7 a vouched-for AD FS', 'https://login.private.example/adfs', privateCloud, 'adfs'],
  ['A1.8 B2C by host', `https://contoso.b2clogin.com/${tenant}/signin`, {}, 'b2c'],
  ['A1.8 B2C of China by host', `https://contoso.b2clogin.cn/${tenant}`, {}, 'b2c'],
  ['A1.8 no B2C by a similar host', `https://b2clogin.com.example/${tenant}`, {}, 'aad'],
  ['A1.9 B2C by path', 'https://login.contoso.example/contoso/B2C_1_signin', {}, 'b2c'],
  ['A1.9 no B2C by the third segment', 'https://login.contoso.example/a/b/b2c_1', {}, 'aad'],
  ['A1.9 B2C of the old form', 'https://login.microsoftonline.com/tfp/contoso/x', {}, 'b2c'],
  ['A1.10 CIAM', 'https://contoso.ciamlogin.com/contoso.example', {}, 'ciam'],
  ['A1.11 OpenID Connect', 'https://id.contoso.example/', { protocolMode: 'OIDC' }, 'oidc'],
  ['A1.11 before all else', 'https://x.ciamlogin.com/', { protocolMode: 'OIDC' }, 'oidc'],
  [
    'A1.12 a private cloud',
    'https://login.private.example/common',
    privateCloud,
    'known_to_developer',
  ],
  [
    'A1.12 by URL',
    'https://login.private.example/common',
    { knownAuthorities: ['https://Login.Private.example/common'] },
    'known_to_developer',
  ],
  [
    'A1.12 unless looked up',
    'https://login.private.example/common',
    { ...privateCloud, instanceDiscovery: true },
    'aad',
  ],
  [
    'A1.12 not looked up',
    'https://other.example/common',
    { instanceDiscovery: false },
    'known_to_developer',
  ],
  ['A1.12 other hosts not', 'https://other.example/common', privateCloud, 'aad'],
  [
    'A1.12 never a public host',
    'https://login.microsoftonline.com/common',
    { knownAuthorities: ['login.microsoftonline.com'] },
    'aad',
  ],
] as const)('%s', (_name, authority, facts, kind) => {
  expect(authorityKind(authority, facts)).toBe(kind);
});

const everywhere: readonly Platform[] = ['win32', 'wsl', 'linux', 'darwin'];

it.each([
  ['aad', everywhere],
  ['known_to_developer', everywhere],
  ['msa', ['win32', 'darwin']],
  ['adfs', []],
  ['b2c', []],
  ['ciam', []],
  ['oidc', []],
] as const)('brokers serve %s on %j', (kind, platforms) => {
  const serving = [...everywhere, 'other' as const].filter((on) => brokerServes(kind, on));
  expect(serving).toEqual(platforms);
});
