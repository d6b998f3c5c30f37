// SPDX-License-Identifier: MIT
import type { Parameters } from './calls.js';

/** How the recorded calls were made, where the recording of the wire does not tell it. */
export interface Replay extends Parameters {
  readonly hint?: string;
  readonly windowHandle?: bigint;
  /** Gives the call up while the broker is at work. */
  readonly cancel?: true;
}

const common = { authority: 'https://login.microsoftonline.com/common' };

export const clientId = '04b07795-8ddb-461a-bbee-02f9e1bf7b46';
export const tenant = 'https://login.microsoftonline.com/bbbbbbbb-0000-4000-8000-000000000002';

/** By name of the capture. */
export const replays: Readonly<Record<string, Replay>> = {
  'ati-authority-common': { ...common, scopes: 'scope-common' },
  'ati-basic': { scopes: 'basic' },
  'ati-pop': { scopes: 'pop2', pop: ['POST', 'api.contoso.example:8443', '/path?q=1', ''] },
  'ati-window-u64': { scopes: 'w-u64', windowHandle: 60817415n },
  'ats-add-msal_request_type': {
    scopes: 'sc-msal_request_type',
    additional: [['msal_request_type', 'consumer_passthrough']],
  },
  'ats-add-req_cnf': {
    scopes: 'sc-req_cnf',
    additional: [
      ['req_cnf', Buffer.from('{"kid":"k"}').toString('base64url')],
      ['token_type', 'pop'],
    ],
  },
  'ats-add-unicode': {
    scopes: 'sc-unicode',
    additional: [['extra', 'ünïcode "q" \\ / \n']],
  },
  'ats-atr': { scopes: 'https://graph.microsoft.com/.default', accessTokenToRenew: 'OLD-AT' },
  'ats-authority-common': { ...common, scopes: 'scope-common' },
  'ats-authority-tenant': { scopes: 'scope-tenant' },
  'ats-authority-usgov': {
    authority: 'https://login.microsoftonline.us/common/',
    scopes: 'scope-usgov',
  },
  'ats-claims': {
    scopes: 'https://graph.microsoft.com/.default',
    claims:
      '{"access_token": {"xms_cc": {"values": ["cp1"]}, "nbf": {"value": "1", "essential": true}}}',
  },
  'ats-noredirect': { scopes: 'nr', redirectUri: null },
  'ats-pop': { scopes: 'pop1', pop: ['GET', 'api.contoso.example', '/path', 'nonce-1'] },
  'ats-scopes-dup': { scopes: 'a b   a ' },
  'ats-scopes-multi': {
    scopes: 'https://graph.microsoft.com/User.Read https://graph.microsoft.com/Mail.Read',
  },
  'ats-scopes-withoidc': { scopes: 'openid User.Read profile offline_access' },
  'cancel-interactive': { scopes: 'c1', cancel: true },
  'cancel-silent': { scopes: 'c2', cancel: true },
  discover: {},
  readbyid: {},
  'signin-accounts': { ...common, scopes: 'si2' },
  'signin-hint': { ...common, scopes: 'si3', hint: 'ada@contoso.example' },
  'signin-noaccounts': { ...common, scopes: 'si1' },
  'signinsilently-one-account': { ...common, scopes: 's0' },
  'signinsilently-two-accounts': { ...common, scopes: 's0' },
  signout: {},
  'sii-add-client_sku': {
    ...common,
    scopes: 'sd-client_sku',
    additional: [
      ['msal_client_sku', 'MSAL.NET'],
      ['msal_client_ver', '4.1'],
    ],
  },
  'sii-hint': { ...common, scopes: 'h1', hint: 'ada@contoso.example' },
  'sii-nohint': { ...common, scopes: 'h2' },
  'sii-pop': { ...common, scopes: 'pop3', pop: ['PUT', 'api.contoso.example', '', 'n'] },
  'sis-msa-common': { ...common, scopes: 'msb-common' },
  'sis-pop': { ...common, scopes: 'sispop', pop: ['GET', 'h.example', '/p', 'n'] },
  'sis-ropc': {
    ...common,
    scopes: 'ropc',
    additional: [
      ['MSALRuntime_Username', 'ada@contoso.example'],
      ['MSALRuntime_Password', 'p@ss'],
    ],
  },
};
