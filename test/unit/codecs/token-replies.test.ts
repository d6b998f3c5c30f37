// SPDX-License-Identifier: MIT
import {
  base64url,
  faultOf,
  idTokenOf,
  problemOf,
  tokensWith,
  valueOf,
  type Json,
} from './replies.js';

const claims = { preferred_username: 'ada@contoso.example', oid: 'oid-1', tid: 'tid-1', sub: 's' };

describe('a field that Microsoft’s client requires, and what it reports without', () => {
  test.each<[string, Json, string]>([
    ...[undefined, null, true, 'bearer', {}, []].map((value): [string, Json, string] => [
      'accessTokenType',
      { accessTokenType: value },
      '7bits',
    ]),
    ...[undefined, null, false, 'soon', '', {}, [], 1e20, '1e20', -1e20].map(
      (value): [string, Json, string] => ['expiresOn', { expiresOn: value }, '7bitt'],
    ),
    ...[undefined, null, '', 5, {}].map((value): [string, Json, string] => [
      'idToken',
      { idToken: value },
      '649k9',
    ]),
    ...[undefined, null, '', 5, {}].map((value): [string, Json, string] => [
      'clientInfo',
      { clientInfo: value },
      '649k9',
    ]),
    ['one section', { idToken: 'abc' }, '9zj0j'],
    ['two sections', { idToken: 'a.b' }, '9zj0j'],
    ['four sections', { idToken: 'a.b.c.d' }, '9zj0j'],
    ['payload undecodable', { idToken: 'a.*.c' }, '9zj0k'],
    ['payload cut off', { idToken: 'a.abcde.c' }, '9zj0k'],
    ['payload no JSON', { idToken: `a.${base64url('{x')}.c` }, '9zj0l'],
    ['payload empty', { idToken: 'a..c' }, '9zj0l'],
    ['payload no object', { idToken: idTokenOf([1]) }, '9zj0l'],
    ['no user name', { idToken: idTokenOf({ upn: 'a', unique_name: 'a' }) }, '9wgdn'],
    ['user name of another type', { idToken: idTokenOf({ preferred_username: 5 }) }, '9wgdn'],
    ['clientInfo undecodable', { clientInfo: '*' }, '836nx'],
    ['clientInfo no JSON', { clientInfo: base64url('{') }, '836ny'],
    ['clientInfo no object', { clientInfo: base64url([]) }, '836ny'],
    ['clientInfo without uid', { clientInfo: base64url({ utid: 't' }) }, '836ny'],
    ['clientInfo without utid', { clientInfo: base64url({ uid: 'u', utid: 5 }) }, '836ny'],
  ])('%s %j: %s', (_name, changes, tag) => {
    const fault = faultOf(tokensWith(changes));
    expect(fault).toMatchObject({ kind: 'protocol', status: 0, tag });
  });
});

test('a problem names the field and never its value', () => {
  const problem = problemOf(tokensWith({ expiresOn: 'secret-value' }));
  expect(problem).toContain('expiresOn');
  expect(problem).not.toContain('secret-value');
});

describe('numbers', () => {
  test('may be strings, and lose fractions', () => {
    for (const expiresOn of [
      1900000000000,
      '1900000000000',
      ' 1900000000000.9 ',
      1900000000000.9,
    ]) {
      expect(valueOf(tokensWith({ expiresOn })).expiresOn).toEqual(new Date(1900000000000));
    }
    expect(valueOf(tokensWith({ accessTokenType: '0' })).tokenType).toBe('Bearer');
  });

  test('of an expiry in seconds are not doubted', () => {
    expect(valueOf(tokensWith({ expiresOn: 1700000000 })).expiresOn.getFullYear()).toBe(1970);
  });
});

describe('extendedExpiresOn', () => {
  test.each([undefined, null, 'x', {}, 1e20])('%j is left out without harm', (value) => {
    expect(valueOf(tokensWith({ extendedExpiresOn: value }))).not.toHaveProperty(
      'extendedExpiresOn',
    );
  });

  test('before expiresOn, as himmelblau’s seconds are, is left out', () => {
    expect(valueOf(tokensWith({ extendedExpiresOn: 1900003600 }))).not.toHaveProperty(
      'extendedExpiresOn',
    );
  });
});

describe('identity', () => {
  const clientInfo = base64url({ uid: 'u', utid: 't' });

  test('comes from the ID token and the client info, whatever the account member says', () => {
    const idToken = idTokenOf({ ...claims, name: 'Ada L', given_name: 'Ada', family_name: 'L' });
    const account = { homeAccountId: 'x.y', username: 'somebody@else.example' };
    const tokens = valueOf(tokensWith({ idToken, clientInfo, account }));
    expect(tokens.account).toEqual({
      homeAccountId: 'u.t',
      localAccountId: 'oid-1',
      environment: 'login.microsoftonline.com',
      realm: 'tid-1',
      username: 'ada@contoso.example',
      name: 'Ada L',
      givenName: 'Ada',
      familyName: 'L',
      clientInfo,
    });
    expect(tokens.uniqueId).toBe('oid-1');
    expect(tokens.tenantId).toBe('tid-1');
  });

  test('needs neither oid nor tid', () => {
    const { preferred_username, sub } = claims;
    const tokens = valueOf(
      tokensWith({ idToken: idTokenOf({ preferred_username, sub }), clientInfo }),
    );
    expect(tokens.uniqueId).toBe('s');
    expect(tokens.tenantId).toBe('t');
    const bare = valueOf(tokensWith({ idToken: idTokenOf({ preferred_username }), clientInfo }));
    expect(bare.uniqueId).toBe('u');
  });

  test.each([
    ['https://login.windows.net/common', 'login.microsoftonline.com'],
    ['https://login.microsoftonline.us/common', 'login.microsoftonline.us'],
  ])('belongs to the cloud of %s', (authority, environment) => {
    expect(valueOf(tokensWith({}, { authority })).account.environment).toBe(environment);
  });

  test('accepts padded base64url', () => {
    const padded = `${base64url({ uid: 'uu', utid: 't' })}=`;
    expect(padded.length % 4).toBe(0);
    expect(valueOf(tokensWith({ clientInfo: padded })).account.homeAccountId).toBe('uu.t');
  });

  test('keeps every claim but one that could change a prototype', () => {
    const idToken = `a.${base64url('{"preferred_username":"a","x":[{"\\u005f_proto__":{"y":1}}],"__proto__":{"z":1}}')}.`;
    const { idTokenClaims } = valueOf(tokensWith({ idToken }));
    expect(JSON.stringify(idTokenClaims)).toBe('{"preferred_username":"a","x":[{}]}');
    const copy: Json = Object.assign({}, idTokenClaims);
    expect(copy['z']).toBeUndefined();
  });
});

describe('scopes', () => {
  const requested = { scopes: ['User.Read', 'openid', 'Mail.Read'] };

  test.each([undefined, null, '', '  ', 5, ['a']])('granted %j: those of the request', (value) => {
    expect(valueOf(tokensWith({ grantedScopes: value }, requested)).scopes).toEqual([
      'User.Read',
      'Mail.Read',
    ]);
  });

  test('granted in another case and order, with others, are granted', () => {
    const grantedScopes = 'mail.read  Calendars.Read user.READ';
    expect(valueOf(tokensWith({ grantedScopes }, requested)).scopes).toEqual([
      'mail.read',
      'Calendars.Read',
      'user.READ',
    ]);
  });

  test('that are missing are declined', () => {
    expect(faultOf(tokensWith({ grantedScopes: 'user.read' }, requested))).toEqual({
      kind: 'declined_scopes',
      status: 6,
      tag: '9zj08',
      granted: ['user.read'],
      declined: ['Mail.Read'],
    });
  });
});

describe('access token', () => {
  test.each([undefined, null, '', 5, {}])('%j is a fault where a scope was asked for', (value) => {
    expect(problemOf(tokensWith({ accessToken: value }))).toContain(
      'accessToken in the token reply',
    );
  });

  test('may be missing where only sign-in was asked for', () => {
    const tokens = valueOf(tokensWith({ accessToken: undefined }, { scopes: ['openid'] }));
    expect(tokens).toMatchObject({ accessToken: '', authorizationHeader: '' });
  });

  test('of 3 MB is taken', () => {
    const accessToken = 'x'.repeat(3_000_000);
    expect(valueOf(tokensWith({ accessToken })).accessToken).toBe(accessToken);
  });

  test('of an unknown type is a bearer token unless a signed request was asked for', () => {
    for (const accessTokenType of [1, 7, -1]) {
      expect(valueOf(tokensWith({ accessTokenType })).authorizationHeader).toBe('Bearer AT-fake');
    }
  });

  test('that should be a signed request and is none is a fault', () => {
    for (const accessTokenType of [0, 2]) {
      expect(faultOf(tokensWith({ accessTokenType }, { signedHttpRequest: true }))).toMatchObject({
        kind: 'protocol',
        status: 0,
        tag: '9k933',
      });
    }
    const signed = valueOf(tokensWith({ accessTokenType: 1 }, { signedHttpRequest: true }));
    expect(signed).toMatchObject({ tokenType: 'pop', authorizationHeader: 'pop AT-fake' });
  });
});

test('optional fields of wrong types and unknown fields change nothing', () => {
  const noise = { refreshToken: 5, accountId: [], responseProperties: 'x', popKeyName: {}, new: 1 };
  expect(tokensWith(noise)).toEqual(tokensWith({}));
});

describe('telemetry', () => {
  test('is passed on as it came', () => {
    const telemetry = { a: 'x', b: { c: 1 } };
    expect(valueOf(tokensWith({}, {}, { telemetry })).telemetry).toEqual(telemetry);
  });

  test.each([null, 'x', 5, []])('%j is ignored', (telemetry) => {
    expect(valueOf(tokensWith({}, {}, { telemetry }))).not.toHaveProperty('telemetry');
  });
});
