// SPDX-License-Identifier: MIT
import type { Account } from '../../../lib/broker/types.js';
import {
  acquireTokenInteractively,
  acquireTokenSilently,
  cancelInteractiveFlow,
  decodeAccounts,
  getAccounts,
  getLinuxBrokerVersion,
  handleWithoutWindow,
  protocolVersion,
  type EncodedRequest,
  type InteractiveCall,
  type SilentCall,
} from '../../../lib/codecs/identity-broker/index.js';
import { captureNames, requestCapture, responseCapture } from './captures.js';
import { ada, clientId, nativeClient, product } from './people.js';

const common = 'https://login.microsoftonline.com/common';
const tenant = `https://login.microsoftonline.com/${ada.realm}`;
const graph = 'https://graph.microsoft.com/.default';
const onboarding = {
  sessionCorrelationId: '99999999-8888-4777-8666-555555555555',
  timestamp: new Date('2026-01-02T03:04:05.678Z'),
};

type RequestFields = Partial<SilentCall['request']>;
type SilentFields = Partial<Pick<SilentCall, 'account' | 'username' | 'windowHandle' | 'signIn'>>;
type InteractiveFields = Partial<Pick<InteractiveCall, 'account' | 'windowHandle' | 'signIn'>>;

function fields(scopes: readonly string[], request: RequestFields): SilentCall['request'] {
  return { clientId, authority: tenant, redirectUri: nativeClient, ...request, scopes };
}

function silent(
  scopes: readonly string[],
  request: RequestFields = {},
  call: SilentFields = {},
): EncodedRequest {
  const base = { kind: 'silent', account: ada, signIn: false, product } as const;
  return acquireTokenSilently({ ...base, ...call, request: fields(scopes, request) });
}

function interactive(
  scopes: readonly string[],
  request: RequestFields = {},
  call: InteractiveFields = {},
): EncodedRequest {
  return acquireTokenInteractively({
    kind: 'interactive',
    account: ada,
    signIn: false,
    windowHandle: handleWithoutWindow,
    ...call,
    request: fields(scopes, request),
    product,
    onboarding,
  });
}

const nobody = { account: null, signIn: true } as const;

function brokerAccount(name: string): Account {
  const reply = responseCapture(name).brokerReplies['getAccounts']?.reply;
  const decoded = decodeAccounts(JSON.stringify(reply));
  const first = decoded.ok ? decoded.value[0] : undefined;
  if (first === undefined) throw new Error(`no account in the capture ${name}`);
  return first;
}

function signedIn(name: string): SilentFields {
  return { account: brokerAccount(name), signIn: true };
}

const discover = getAccounts({ clientId });

const built: Readonly<Record<string, () => readonly EncodedRequest[]>> = {
  'ati-authority-common': () => [interactive(['scope-common'], { authority: common })],
  'ati-basic': () => [interactive(['basic'])],
  'ati-pop': () => [
    interactive(['pop2'], {
      proofOfPossession: { httpMethod: 'POST', url: 'https://api.contoso.example:8443/path?q=1' },
    }),
  ],
  'ati-window-u64': () => [interactive(['w-u64'], {}, { windowHandle: 60817415n })],
  'ats-add-msal_request_type': () => [
    silent(['sc-msal_request_type'], {
      extraParameters: { msal_request_type: 'consumer_passthrough' },
    }),
  ],
  'ats-add-req_cnf': () => [
    getLinuxBrokerVersion(),
    getLinuxBrokerVersion(),
    silent(['sc-req_cnf'], { proofOfPossession: { keyId: 'k' } }),
  ],
  'ats-add-unicode': () => [
    silent(['sc-unicode'], { extraParameters: { extra: 'ünïcode "q" \\ / \n' } }),
  ],
  'ats-atr': () => [silent([graph], { accessTokenToRenew: 'OLD-AT' })],
  'ats-authority-common': () => [silent(['scope-common'], { authority: common })],
  'ats-authority-tenant': () => [silent(['scope-tenant'])],
  'ats-authority-usgov': () => [
    silent(['scope-usgov'], { authority: 'https://login.microsoftonline.us/common/' }),
  ],
  'ats-claims': () => [
    silent([graph], {
      claims:
        '{"access_token": {"xms_cc": {"values": ["cp1"]}, "nbf": {"value": "1", "essential": true}}}',
    }),
  ],
  'ats-noredirect': () => {
    const request = { clientId, authority: tenant, scopes: ['nr'] };
    return [
      acquireTokenSilently({ kind: 'silent', account: ada, signIn: false, product, request }),
    ];
  },
  'ats-pop': () => [
    silent(['pop1'], {
      proofOfPossession: {
        httpMethod: 'GET',
        url: 'https://api.contoso.example/path',
        nonce: 'nonce-1',
      },
    }),
  ],
  'ats-scopes-dup': () => [silent(['a', 'b', ' ', 'a', ''])],
  'ats-scopes-multi': () => [
    silent(['https://graph.microsoft.com/User.Read', 'https://graph.microsoft.com/Mail.Read']),
  ],
  'ats-scopes-withoidc': () => [silent(['openid', 'User.Read', 'profile', 'offline_access'])],
  'cancel-interactive': () => [interactive(['c1']), cancelInteractiveFlow()],
  'cancel-silent': () => [silent(['c2'])],
  discover: () => [discover],
  readbyid: () => [],
  'signin-accounts': () => [
    discover,
    silent(['si2'], { authority: common }, { ...signedIn('signin-accounts'), windowHandle: 1n }),
  ],
  'signin-hint': () => [
    silent(['si3'], { authority: common }, { ...nobody, username: ada.username, windowHandle: 1n }),
  ],
  'signin-noaccounts': () => [
    discover,
    silent(['si1'], { authority: common }, { ...nobody, windowHandle: 1n }),
    interactive(['si1'], { authority: common }, nobody),
  ],
  'signinsilently-one-account': () => [
    discover,
    silent(['s0'], { authority: common }, signedIn('signinsilently-one-account')),
  ],
  'signinsilently-two-accounts': () => [discover, silent(['s0'], { authority: common }, nobody)],
  signout: () => [],
  'sii-add-client_sku': () => [
    interactive(
      ['sd-client_sku'],
      {
        authority: common,
        extraParameters: { msal_client_sku: 'MSAL.NET', msal_client_ver: '4.1' },
      },
      nobody,
    ),
  ],
  'sii-hint': () => [interactive(['h1'], { authority: common }, nobody)],
  'sii-nohint': () => [interactive(['h2'], { authority: common }, nobody)],
  'sii-pop': () => [
    interactive(
      ['pop3'],
      {
        authority: common,
        proofOfPossession: { httpMethod: 'PUT', url: 'https://api.contoso.example', nonce: 'n' },
      },
      nobody,
    ),
  ],
  'sis-msa-common': () => [
    discover,
    silent(['msb-common'], { authority: common }, signedIn('sis-msa-common')),
  ],
  'sis-pop': () => [
    discover,
    silent(
      ['sispop'],
      {
        authority: common,
        proofOfPossession: { httpMethod: 'GET', url: 'https://h.example/p', nonce: 'n' },
      },
      signedIn('sis-pop'),
    ),
  ],
  'sis-ropc': () => [
    acquireTokenSilently({
      kind: 'usernamePassword',
      ...nobody,
      username: ada.username,
      password: 'p@ss',
      product,
      request: fields(['ropc'], { authority: common }),
    }),
  ],
};

/**
 * What differs on purpose: the product's name, the telemetry ids, and the path of a URL without
 * one, which a URL shows as `/`.
 */
function withoutKnownDifferences(body: string): unknown {
  return JSON.parse(
    body
      .replace(
        /"x-client-xtra-sku":"([^|"]*)\|([^,"]*),[^"]*"/,
        (_, name: string, version: string) =>
          `"x-client-xtra-sku":"${name === product.name ? '' : name}|${
            version === product.version ? '' : version
          }"`,
      )
      .replace(/(session_correlation_id\\":\\")[^\\]*/, '$1any')
      .replace(/(\\"ts\\":\\")\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/, '$1any')
      .replace('"uriPath":"/"', '"uriPath":""'),
  );
}

describe('requests are those of Microsoft’s client', () => {
  test('for every capture that there is', () => {
    expect(Object.keys(built).sort()).toEqual([...captureNames('request')].sort());
  });

  test.each(Object.keys(built))('%s', (name) => {
    const recorded = requestCapture(name).calls;
    const ours = built[name]?.() ?? [];
    expect(ours.map((request) => request.method)).toEqual(recorded.map((call) => call.method));
    for (const [index, call] of recorded.entries()) {
      expect(call.args[0]).toBe(protocolVersion);
      expect(withoutKnownDifferences(ours[index]?.body ?? '')).toEqual(
        withoutKnownDifferences(call.args[2]),
      );
    }
  });

  test('down to the byte where nothing differs on purpose', () => {
    const [cancel] = requestCapture('cancel-interactive').calls.slice(-1);
    expect(cancelInteractiveFlow().body).toBe(cancel?.args[2]);
    const [accounts] = requestCapture('discover').calls;
    expect(discover.body).toBe(accounts?.args[2]);
    const [, , token] = requestCapture('ats-add-req_cnf').calls;
    const withTheirSku = (body: string): string =>
      body.replace(/(x-client-xtra-sku":")[^"]*/, '$1');
    expect(withTheirSku(silent(['sc-req_cnf'], { proofOfPossession: { keyId: 'k' } }).body)).toBe(
      withTheirSku(token?.args[2] ?? ''),
    );
  });
});
