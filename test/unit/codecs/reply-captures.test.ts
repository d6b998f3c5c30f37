// SPDX-License-Identifier: MIT
import type { Account, TokenResult } from '../../../lib/broker/types.js';
import { tagText } from '../../../lib/errors/tag.js';
import {
  decodeAccounts,
  decodeCancel,
  decodePrtSsoCookies,
  decodeRemoveAccount,
  decodeSignedHttpRequest,
  decodeTokens,
  decodeVersion,
  type Decoded,
} from '../../../lib/codecs/identity-broker/index.js';
import {
  canonicalReply,
  captureNames,
  requestCapture,
  responseCapture,
  type RecordedAccount,
} from './captures.js';
import { ada, correlationId } from './people.js';

interface SentParameters {
  readonly authority: string;
  readonly requestedScopes: readonly string[];
  readonly popParams: object | null;
}

/** The last request for tokens of a capture, and the reply to it. */
function lastExchange(name: string): { sent: SentParameters; body: string } | undefined {
  const call = requestCapture(name)
    .calls.filter(({ method }) => method.startsWith('acquireToken'))
    .at(-1);
  if (call === undefined) return undefined;
  const reply = responseCapture(name).brokerReplies[call.method]?.reply;
  const sent = call.parsedRequest['authParameters'] as SentParameters;
  return { sent, body: JSON.stringify(reply) };
}

function decode(exchange: { sent: SentParameters; body: string }): Decoded<TokenResult> {
  const { sent, body } = exchange;
  return decodeTokens(body, {
    scopes: sent.requestedScopes,
    signedHttpRequest: sent.popParams !== null && 'httpMethod' in sent.popParams,
    authority: sent.authority,
    correlationId,
  });
}

function success<T>(decoded: Decoded<T>): T {
  if (!decoded.ok) throw new Error(JSON.stringify(decoded.fault));
  return decoded.value;
}

function likeRecorded(account: Account): RecordedAccount {
  const { homeAccountId, localAccountId, environment, realm, username } = account;
  return {
    homeAccountId,
    localAccountId,
    environment,
    realm,
    username,
    ...(account.name === undefined ? {} : { displayName: account.name }),
    ...(account.clientInfo === undefined ? {} : { clientInfo: account.clientInfo }),
  };
}

/** Where Microsoft's client reports what its own store made of the account. */
const differentOnPurpose: Readonly<Record<string, Partial<RecordedAccount>>> = {
  // Its store knows the same object id in another cloud and makes a longer one up.
  'ats-authority-usgov': { localAccountId: ada.localAccountId },
  // The tokens are another user's than asked for; it keeps the ids of the account that was asked
  // for. The account guard must see whose tokens they are.
  'sis-msa-common': {
    homeAccountId: ada.homeAccountId,
    localAccountId: ada.localAccountId,
    clientInfo: ada.clientInfo ?? '',
  },
};

const withTokens = captureNames('response').filter((name) => lastExchange(name) !== undefined);

test('there are exchanges to compare', () => {
  expect(withTokens.length).toBeGreaterThan(25);
});

test.each(withTokens)('tokens of %s are those that Microsoft’s client saw', (name) => {
  const exchange = lastExchange(name);
  if (exchange === undefined) throw new Error('no exchange');
  const { err, props } = responseCapture(name).clientResult;
  const decoded = decode(exchange);
  if (err !== undefined) {
    expect(decoded).toMatchObject({ ok: false, fault: { status: err.errorStatus, tag: err.tag } });
    return;
  }
  const tokens = success(decoded);
  expect({ ...props.account, ...differentOnPurpose[name] }).toMatchObject(
    likeRecorded(tokens.account),
  );
  expect(tokens.accessToken).toBe(props.accessToken);
  expect(tokens.idToken).toBe(props.rawIdToken);
  expect(new Set(tokens.scopes)).toEqual(new Set(props.grantedScopes?.split(' ')));
  expect(tokens.expiresOn.getTime() / 1000).toBe(props.expiresOn);
  expect(tokens.tokenType === 'pop').toBe(props.isPopAuthorization);
  expect(tokens.authorizationHeader).toBe(props.authorizationHeader ?? 'Bearer AT-fake');
});

test('the silent leg of a sign-in without accounts asks for interaction', () => {
  const reply = responseCapture('signin-noaccounts').brokerReplies['acquireTokenSilently']?.reply;
  const expected = { scopes: ['si1'], signedHttpRequest: false, authority: '', correlationId };
  expect(decodeTokens(JSON.stringify(reply), expected)).toEqual({
    ok: false,
    fault: {
      ...{ kind: 'broker', status: 2, nativeCode: 0, tag: 'aaaaf', context: 'no account' },
      wire: { code: 0, tag: 5 },
    },
  });
});

const withAccounts = captureNames('response').filter(
  (name) => responseCapture(name).brokerReplies['getAccounts'] !== undefined,
);

test.each(withAccounts)('accounts of %s are decoded as they were sent', (name) => {
  const reply = responseCapture(name).brokerReplies['getAccounts']?.reply;
  const accounts = success(decodeAccounts(JSON.stringify(reply)));
  expect({ accounts }).toEqual(reply);
});

test('discovered accounts are those that Microsoft’s client saw, but for its own cloud name', () => {
  const { brokerReplies, clientResult } = responseCapture('discover');
  const accounts = success(decodeAccounts(JSON.stringify(brokerReplies['getAccounts']?.reply)));
  expect(accounts).toHaveLength(1);
  for (const [index, account] of accounts.entries()) {
    expect(account.environment).toBe('login.windows.net');
    expect(clientResult.props.accounts?.[index]).toMatchObject({
      ...likeRecorded(account),
      environment: 'login.microsoftonline.com',
    });
  }
});

describe('canonical replies', () => {
  const graph = {
    scopes: ['https://graph.microsoft.com/.default'],
    signedHttpRequest: false,
    authority: 'https://login.microsoftonline.com/common',
    correlationId,
  };

  test('with a bearer token', () => {
    const tokens = success(decodeTokens(canonicalReply('token-bearer'), graph));
    expect(tokens).toMatchObject({
      accessToken: 'AT-fake',
      tokenType: 'Bearer',
      authorizationHeader: 'Bearer AT-fake',
      scopes: ['https://graph.microsoft.com/.default', 'openid', 'profile'],
      expiresOn: new Date(1900000000000),
      extendedExpiresOn: new Date(1900003600000),
      uniqueId: ada.localAccountId,
      tenantId: ada.realm,
      authority: graph.authority,
      correlationId,
      tokenSource: 'broker',
      fromPlatformBroker: true,
      fromNativeBroker: true,
    });
    expect(tokens.idTokenClaims['preferred_username']).toBe(ada.username);
    expect(tokens).not.toHaveProperty('telemetry');
  });

  test('with the least that a token needs', () => {
    const tokens = success(decodeTokens(canonicalReply('token-minimal'), graph));
    expect(tokens.accessToken).toBe('AT');
    expect(tokens.scopes).toEqual(graph.scopes);
  });

  test('with a signed HTTP request', () => {
    const expected = { ...graph, signedHttpRequest: true };
    const tokens = success(decodeTokens(canonicalReply('token-pop'), expected));
    expect(tokens.tokenType).toBe('pop');
    expect(tokens.authorizationHeader).toBe('pop <signed http request jwt>');
  });

  test.each(['token-error', 'toplevel-error'])('with an error: %s', (name) => {
    const fault = {
      kind: 'broker',
      status: 2,
      nativeCode: 0,
      tag: tagText(557155398),
      context: 'text',
      wire: { code: 0, tag: 557155398 },
    };
    expect(decodeTokens(canonicalReply(name), graph)).toEqual({ ok: false, fault });
  });

  test('with accounts, few fields and none', () => {
    const [full] = success(decodeAccounts(canonicalReply('getAccounts')));
    expect(full).toEqual({ ...ada, environment: 'login.windows.net', accountType: 'MSSTS' });
    const { homeAccountId, localAccountId, realm, username } = ada;
    expect(success(decodeAccounts(canonicalReply('getAccounts-minimal')))).toEqual([
      { homeAccountId, localAccountId, realm, username, environment: 'login.windows.net' },
    ]);
    expect(success(decodeAccounts(canonicalReply('getAccounts-empty')))).toEqual([]);
  });

  test.each(['v2', 'v3'])('with a cookie as broker %s sends it', (version) => {
    const body = canonicalReply(`acquirePrtSsoCookie-${version}-UNVERIFIED`);
    expect(success(decodePrtSsoCookies(body))).toEqual([
      { name: 'x-ms-RefreshTokenCredential', content: '<jwt>' },
    ]);
  });

  test('of the small methods', () => {
    expect(success(decodeVersion(canonicalReply('getLinuxBrokerVersion')))).toBe('3.0.2');
    expect(
      success(decodeSignedHttpRequest(canonicalReply('generateSignedHttpRequest-UNVERIFIED'))),
    ).toBe('<shr jwt>');
    const empty = canonicalReply('cancelInteractiveFlow');
    expect(decodeCancel(empty)).toEqual({ ok: true, value: undefined });
    expect(decodeRemoveAccount(empty)).toEqual({ ok: true, value: undefined });
  });
});
