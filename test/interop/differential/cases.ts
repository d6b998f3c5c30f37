// SPDX-License-Identifier: MIT
import { ada, grace } from '../runtime-calls.js';
import type { Ask } from './ask.js';
import type { DifferenceName } from './differences.js';

/** A question that both clients ask. */
export interface Case {
  readonly name: string;
  readonly ask: Ask;
  /** Beyond those that every conversation of the operation has. */
  readonly differs?: readonly DifferenceName[];
}

const ofEveryToken = ['product'] as const;
/** Differences that every conversation of an operation has. */
export const usual: Readonly<Record<Ask['operation'], readonly DifferenceName[]>> = {
  accounts: ['environmentOfAnsweredAccount'],
  silent: [...ofEveryToken, 'environmentOfAccount'],
  interactive: [...ofEveryToken, 'environmentOfAccount', 'onboarding'],
  signIn: ofEveryToken,
  signInSilently: ofEveryToken,
  signInInteractively: [...ofEveryToken, 'onboarding'],
  usernamePassword: ofEveryToken,
};

const publicCloud = 'https://login.microsoftonline.com';
const tenant = `${publicCloud}/2b6e0d1a-5f3c-4c8e-8d27-91b0c7a6e502`;

export const operations: readonly Case[] = [
  { name: 'accounts', ask: { operation: 'accounts' } },
  { name: 'a token without a window', ask: { operation: 'silent' } },
  { name: 'a token in a window', ask: { operation: 'interactive' } },
  { name: 'a sign-in', ask: { operation: 'signIn' } },
  { name: 'a sign-in of a user who is there', ask: { operation: 'signIn', loginHint: ada } },
  {
    name: 'a sign-in of a user who is not there',
    ask: { operation: 'signIn', loginHint: grace },
    differs: ['onboarding'],
  },
  { name: 'a sign-in without a window', ask: { operation: 'signInSilently' } },
  { name: 'a sign-in in a window', ask: { operation: 'signInInteractively' } },
  {
    name: 'a sign-in in a window with a hint',
    ask: { operation: 'signInInteractively', loginHint: ada },
    differs: ['hintOfSignIn'],
  },
  {
    name: 'user name and password',
    ask: {
      operation: 'usernamePassword',
      username: ada,
      password: 'invented-password-of-ada',
    },
  },
];

export const authorities: readonly Case[] = [
  {
    name: 'another tenant',
    ask: { operation: 'silent', authority: tenant },
    differs: ['localAccountIdElsewhere'],
  },
  {
    name: 'organizations',
    ask: { operation: 'silent', authority: `${publicCloud}/organizations` },
  },
  { name: 'a last slash', ask: { operation: 'silent', authority: `${publicCloud}/common/` } },
  {
    name: 'the old name of the cloud',
    ask: { operation: 'silent', authority: 'https://login.windows.net/common' },
  },
  ...[
    'login.microsoft.com',
    'sts.windows.net',
    'login.chinacloudapi.cn',
    'login.usgovcloudapi.net',
  ].map((host) => ({
    name: `${host}, another name of a cloud, at sign-in`,
    ask: { operation: 'signInInteractively', authority: `https://${host}/common` } as const,
  })),
  {
    name: 'AD FS with a last slash, at sign-in',
    ask: { operation: 'signInInteractively', authority: 'https://adfs.contoso.example/ADFS/' },
  },
  {
    name: 'another cloud',
    ask: { operation: 'silent', authority: 'https://login.microsoftonline.us/common' },
    differs: ['localAccountIdElsewhere'],
  },
  {
    name: 'AD FS in a window',
    ask: { operation: 'interactive', authority: 'https://adfs.contoso.example/adfs' },
    differs: ['localAccountIdElsewhere'],
  },
  {
    name: 'B2C sign-in in a window',
    ask: {
      operation: 'signInInteractively',
      authority: 'https://contoso.b2clogin.com/tfp/contoso.example/B2C_1_sign_in',
    },
  },
  {
    name: 'B2C in a window',
    ask: {
      operation: 'interactive',
      authority: 'https://contoso.b2clogin.com/tfp/contoso.example/B2C_1_sign_in',
    },
    differs: ['localAccountIdElsewhere'],
  },
  {
    name: 'a last slash, at sign-in',
    ask: { operation: 'signInInteractively', authority: `${publicCloud}/common/` },
  },
  {
    name: 'the old name of the cloud, at sign-in',
    ask: { operation: 'signIn', authority: 'https://login.windows.net/organizations' },
  },
];

export const fields: readonly Case[] = [
  {
    name: 'scopes with repetitions and those of OpenID Connect',
    ask: {
      operation: 'silent',
      scopes: ['openid', 'User.Read', 'profile', 'email', 'offline_access', 'User.Read'],
    },
  },
  { name: 'scopes of OpenID Connect alone', ask: { operation: 'silent', scopes: ['openid'] } },
  {
    name: 'scopes of a resource',
    ask: { operation: 'silent', scopes: ['https://graph.microsoft.com/.default'] },
  },
  { name: 'no redirect URI', ask: { operation: 'silent', withoutRedirectUri: true } },
  {
    name: 'claims, which are written anew',
    ask: {
      operation: 'silent',
      claims:
        '{ "userinfo": null, "access_token": {"nbf": {"value": "\\u00fc/", "essential":true}}}',
    },
  },
  {
    name: 'claims with fractions',
    ask: { operation: 'silent', claims: '{"id_token":{"invented":{"value":1e3}}}' },
    differs: ['numbersInClaims'],
  },
  {
    name: 'a token to renew',
    ask: { operation: 'silent', accessTokenToRenew: 'invented-access-token' },
  },
  {
    name: 'parameters of any name',
    ask: { operation: 'silent', extraParameters: { instance_aware: 'true', ü: 'é"\\/' } },
  },
  {
    name: 'parameters for the window',
    ask: {
      operation: 'interactive',
      extraParameters: { msal_request_type: 'consumer_passthrough' },
    },
  },
  {
    name: 'the name of the library above',
    ask: {
      operation: 'silent',
      extraParameters: { msal_client_sku: 'app', msal_client_ver: '1.2' },
    },
  },
  { name: 'a window', ask: { operation: 'interactive', windowHandle: 0x400007 } },
  { name: 'a window, at sign-in', ask: { operation: 'signIn', windowHandle: 0x400007 } },
];

export const signedRequest = {
  httpMethod: 'POST',
  url: 'https://api.contoso.example:8443/orders?open=true',
  nonce: 'invented-nonce',
};

export const proofs: readonly Case[] = [
  { name: 'a request', ask: { operation: 'silent', proof: signedRequest } },
  { name: 'a request, in a window', ask: { operation: 'interactive', proof: signedRequest } },
  { name: 'a request, at sign-in', ask: { operation: 'signIn', proof: signedRequest } },
  {
    name: 'a key',
    ask: { operation: 'silent', proof: { keyId: 'invented-key-id' } },
    differs: ['tokenTypeOfKeyProof', 'versionQuestions'],
  },
  {
    name: 'a key, in a window',
    ask: { operation: 'interactive', proof: { keyId: 'invented-key-id' } },
    differs: ['tokenTypeOfKeyProof', 'versionQuestions'],
  },
];
