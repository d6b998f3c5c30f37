// SPDX-License-Identifier: MIT
import {
  acquireTokenInteractively,
  acquireTokenSilently,
  keyIdOfReqCnf,
  type InteractiveCall,
  type SilentCall,
} from '../../../lib/codecs/identity-broker/index.js';
import { ada, clientId, product } from './people.js';

const tenant = `https://login.microsoftonline.com/${ada.realm}`;

interface AuthParameters {
  readonly [name: string]: unknown;
  readonly additionalQueryParametersForAuthorization: Readonly<Record<string, string>>;
}

function parse(body: string): AuthParameters {
  return (JSON.parse(body) as { authParameters: AuthParameters }).authParameters;
}

type Fields = Partial<SilentCall['request']>;

function silentBody(request: Fields, call: Partial<SilentCall> = {}): string {
  return acquireTokenSilently({
    kind: 'silent',
    account: ada,
    signIn: false,
    product,
    ...call,
    request: { clientId, authority: tenant, scopes: ['s'], ...request },
  }).body;
}

function silent(request: Fields, call: Partial<SilentCall> = {}): AuthParameters {
  return parse(silentBody(request, call));
}

function interactiveBody(call: Partial<InteractiveCall>, request: Fields = {}): string {
  return acquireTokenInteractively({
    kind: 'interactive',
    account: ada,
    signIn: false,
    product,
    windowHandle: 1n,
    onboarding: { sessionCorrelationId: 'id', timestamp: new Date(0) },
    ...call,
    request: { clientId, authority: tenant, scopes: ['s'], ...request },
  }).body;
}

describe('authority of a request with an account', () => {
  test.each([
    ['https://login.microsoftonline.com/common', tenant],
    ['https://login.microsoftonline.com/common/', tenant],
    ['https://login.microsoftonline.com/organizations', tenant],
    ['https://login.microsoftonline.com/Organizations/', tenant],
    [
      'https://login.microsoftonline.com/other-tenant',
      'https://login.microsoftonline.com/other-tenant',
    ],
    [
      'https://login.microsoftonline.com/other-tenant/',
      'https://login.microsoftonline.com/other-tenant',
    ],
    ['https://login.windows.net/common', tenant],
    ['http://login.microsoftonline.com/common', tenant],
    ['https://login.microsoftonline.us/common', `https://login.microsoftonline.us/${ada.realm}`],
    [
      'https://login.partner.microsoftonline.cn/common',
      `https://login.partner.microsoftonline.cn/${ada.realm}`,
    ],
    ['https://login.windows-ppe.net/common', `https://login.windows-ppe.net/${ada.realm}`],
    ['https://sts.example:8443/common', `https://sts.example:8443/${ada.realm}`],
    ['https://sts.example/tfp/tenant/policy', 'https://sts.example/tfp'],
    ['https://sts.example/adfs/', 'https://sts.example/adfs'],
  ])('%s is sent as %s', (given, sent) => {
    expect(silent({ authority: given })['authority']).toBe(sent);
  });

  test('keeps common where no account tells the tenant', () => {
    const authority = 'https://login.windows.net/common/';
    expect(silent({ authority }, { account: null })['authority']).toBe(
      'https://login.microsoftonline.com/common',
    );
  });

  test('keeps common in sign-in calls, in its normal form', () => {
    const authority = 'https://login.windows.net/common/';
    expect(silent({ authority }, { signIn: true })['authority']).toBe(
      'https://login.microsoftonline.com/common',
    );
  });
});

test('scopes lose repetitions, blanks and OpenID Connect’s own, and keep their case', () => {
  const scopes = [
    'User.Read',
    'openid',
    ' a  b ',
    'profile',
    'User.Read',
    'EMAIL',
    'offline_access',
  ];
  expect(silent({ scopes })['requestedScopes']).toEqual(['User.Read', 'a', 'b', 'EMAIL']);
  expect(silent({ scopes: ['openid'] })['requestedScopes']).toEqual([]);
});

describe('claims', () => {
  test.each([
    [
      '{ "b": 1, "a": {"d": null, "c": [ {"f":2,"e":1} ]} }',
      '{"a":{"c":[{"e":1,"f":2}],"d":null},"b":1}',
    ],
    ['{"10":1,"9":2}', '{"10":1,"9":2}'],
    ['{"__proto__":{"a":1}}', '{"__proto__":{"a":1}}'],
    ['', ''],
  ])('%j are sent sorted and compact', (claims, sent) => {
    expect(silent({ claims })['decodedClaims']).toBe(sent);
  });

  test('nested too deep to be sorted are sent as they are', () => {
    const claims = '[ '.repeat(100_000) + ']'.repeat(100_000);
    expect(silent({ claims })['decodedClaims']).toBe(claims);
  });
});

describe('window handle', () => {
  test.each([
    [1n, '1'],
    [9007199254740993n, '9007199254740993'],
    [0x7fffffffffffffffn, '9223372036854775807'],
    [0xffffffffffffffffn, '-1'],
    [-5n, '-5'],
  ])('%s is sent to the last digit in both fields', (windowHandle, digits) => {
    const body = interactiveBody({ windowHandle });
    expect(body).toContain(`"parentWindow":{"handle":${digits}}`);
    expect(body).toContain(`"parentWindowHandle":${digits}}`);
  });

  test('of the silent leg of a sign-in stays inside the parameters', () => {
    const body = silentBody({}, { windowHandle: 7n });
    expect(body).toContain('"parentWindow":{"handle":7}');
    expect(body).not.toContain('parentWindowHandle');
    expect(silentBody({})).not.toContain('parentWindow');
  });
});

describe('account', () => {
  test('always has the same 14 members', () => {
    const { homeAccountId, localAccountId, environment, realm, username } = ada;
    const account = {
      homeAccountId,
      localAccountId,
      environment: 'login.windows.net',
      realm,
      username,
      accountType: 'MSSTS',
    };
    expect(environment).not.toBe(account.environment);
    expect(silent({}, { account })['account']).toEqual({
      alternativeAccountId: '',
      clientInfo: '',
      environment: 'login.windows.net',
      familyName: '',
      givenName: '',
      homeAccountId,
      homeEnvironment: '',
      localAccountId,
      middleName: '',
      name: '',
      passwordChangeUrl: '',
      passwordExpiry: 0,
      realm,
      username,
    });
  });

  test('gives the user name, before any hint', () => {
    expect(silent({}, { username: 'hint@contoso.example' })['username']).toBe(ada.username);
    expect(silent({}, { username: 'hint', account: null })['username']).toBe('hint');
    expect(silent({}, { account: null })['username']).toBe('');
  });

  test('that is missing marks the request as a sign-in', () => {
    expect(silent({}, { account: null })['isSignIn']).toBe(true);
    expect(silent({})).not.toHaveProperty('isSignIn');
  });
});

test('text that is no URL is sent without an exception', () => {
  const proofOfPossession = { httpMethod: 'GET', url: 'no url' };
  const sent = silent({ authority: 'no url', proofOfPossession });
  expect(sent['authority']).toBe('no url');
  expect(sent['popParams']).toMatchObject({ uriHost: '', uriPath: '' });
});

test('an empty redirect URI is left out', () => {
  expect(silent({ redirectUri: '' })).not.toHaveProperty('redirectUri');
  expect(silent({ redirectUri: 'app://x' })['redirectUri']).toBe('app://x');
});

describe('query parameters', () => {
  const query = (request: Fields): Readonly<Record<string, string>> =>
    silent(request).additionalQueryParametersForAuthorization;

  test('name our product first, and the caller’s library before it', () => {
    expect(query({})).toEqual({ 'x-client-xtra-sku': 'entra-broker|9.8.7,|,|,|,|' });
    const named = { msal_client_sku: 'lib', msal_client_ver: '1.2' };
    expect(query({ extraParameters: named })).toEqual({
      ...named,
      'x-client-xtra-sku': 'lib|1.2,|,|,|,|',
    });
    expect(query({ extraParameters: { msal_client_sku: 'a|b,c' } })['x-client-xtra-sku']).toBe(
      'abc|,|,|,|,|',
    );
    expect(query({ extraParameters: { 'x-client-xtra-sku': 'mine' } })).toEqual(query({}));
  });

  test('carry prompt and domain hint of a window', () => {
    const body = interactiveBody({ prompt: 'login', domainHint: 'contoso.example' });
    expect(parse(body).additionalQueryParametersForAuthorization).toEqual({
      domain_hint: 'contoso.example',
      hsu: '1',
      prompt: 'login',
      'x-client-xtra-sku': 'entra-broker|9.8.7,|,|,|,|',
    });
  });

  test('have hsu only where a window opens for a known account', () => {
    const hsu = (call: Partial<InteractiveCall>): unknown =>
      parse(interactiveBody(call)).additionalQueryParametersForAuthorization['hsu'];
    expect(hsu({})).toBe('1');
    expect(hsu({ signIn: true })).toBeUndefined();
    expect(hsu({ account: null })).toBeUndefined();
  });

  test('never carry the password of the runtime’s password parameters', () => {
    const extraParameters = { MSALRuntime_Username: 'ada', MSALRuntime_Password: 'p@ss' };
    expect(silentBody({ extraParameters })).not.toContain('p@ss');
  });

  test('of any name are sent and change no prototype', () => {
    const extraParameters = JSON.parse('{"__proto__":"x","constructor":"y"}') as Record<
      string,
      string
    >;
    const body = silentBody({ extraParameters });
    expect(body).toContain('"__proto__":"x"');
    expect(body).toContain('"constructor":"y"');
  });
});

describe('proof of possession', () => {
  const reqCnf = (value: unknown): string =>
    Buffer.from(JSON.stringify(value)).toString('base64url');

  test('for a key is the same by its own field and by req_cnf', () => {
    const byField = silentBody({ proofOfPossession: { keyId: 'kid-1' } });
    const asMsal = { req_cnf: reqCnf({ kid: 'kid-1' }), token_type: 'pop' };
    const byParameter = silentBody({ extraParameters: asMsal });
    expect(byParameter).toBe(byField);
    expect(parse(byField)['popParams']).toEqual({ kid: 'kid-1' });
    expect(parse(byField).additionalQueryParametersForAuthorization['token_type']).toBe('pop');
  });

  test('for a request signs host, port, path and query', () => {
    const proofOfPossession = {
      httpMethod: 'FOO',
      url: 'http://h.example:81/a%20b?c=d#fragment',
      nonce: 'n',
      clientClaims: '{"x":1}',
    };
    expect(silent({ proofOfPossession })['popParams']).toEqual({
      clientClaims: '{"x":1}',
      homeAccountId: '',
      httpMethod: 'FOO',
      nonce: 'n',
      uriHost: 'h.example:81',
      uriPath: '/a%20b?c=d',
    });
  });

  test.each(['', 'a', '***', reqCnf('k'), reqCnf({}), reqCnf({ kid: 5 }), reqCnf({ kid: '' })])(
    'req_cnf %j holds no key id',
    (text) => {
      expect(keyIdOfReqCnf(text)).toBeUndefined();
    },
  );

  test('req_cnf holds the key id, with padding too', () => {
    expect(keyIdOfReqCnf(`${reqCnf({ kid: 'ab' })}==`.slice(0, 16))).toBe('ab');
    expect(keyIdOfReqCnf(reqCnf({ kid: 'ab' }))).toBe('ab');
  });
});
