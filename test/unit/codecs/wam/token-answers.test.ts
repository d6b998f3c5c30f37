// SPDX-License-Identifier: MIT
import {
  decodeTokenAnswer,
  isFeatureSupported,
  isTokenToRenew,
  type ExpectedWamTokens,
  type TokenAnswer,
  type WamDecoded,
  type WamTokens,
} from '../../../../lib/codecs/wam/index.js';
import { correlationId } from '../people.js';
import { faultOf, idTokenOf, problemOf, valueOf } from '../replies.js';
import {
  expectedPersonal,
  expectedWork,
  failedAnswer,
  guestClientInfo,
  inAnHour,
  now,
  personalAnswer,
  workAccount,
  workAnswer,
  workClientInfo,
  workIdToken,
  type Json,
} from './world.js';

type Expectation = Partial<ExpectedWamTokens>;

function work(properties: Json = {}, expected: Expectation = {}): WamDecoded<WamTokens> {
  return decodeTokenAnswer(workAnswer(properties), { ...expectedWork, ...expected }, now);
}

const tooLong = 'x'.repeat(4_194_305);
const scopes = ['User.Read', 'offline_access', 'openid', 'profile'];

describe('tokens for a work account', () => {
  test('come with everything that a result has', () => {
    const { account, idToken } = { account: workAccount, idToken: workIdToken };
    const { givenName, familyName, ...named } = account;
    expect([givenName, familyName]).toEqual(['Test', 'User']); // the ID token has neither
    expect(valueOf(work())).toEqual({
      accountSwitched: false,
      webAccountId: 'fake-aad-account-id',
      result: {
        account: { ...named, clientInfo: workClientInfo },
        accessToken: 'AT-work',
        tokenType: 'Bearer',
        authorizationHeader: 'Bearer AT-work',
        scopes,
        expiresOn: new Date('2026-11-21T13:00:00.000Z'),
        idToken,
        idTokenClaims: {
          oid: account.localAccountId,
          tid: account.realm,
          preferred_username: account.username,
          name: account.name,
        },
        authority: expectedWork.authority,
        uniqueId: account.localAccountId,
        tenantId: account.realm,
        correlationId,
        tokenSource: 'broker',
        fromPlatformBroker: true,
        fromNativeBroker: true,
      },
    });
  });

  test('are about the home account that client info names, also for guests', () => {
    const { account } = valueOf(work({ wamcompat_client_info: guestClientInfo })).result;
    expect(account.homeAccountId).toBe('guest-home-oid.guest-home-tenant');
    expect(account.localAccountId).toBe(workAccount.localAccountId);
    expect(account.realm).toBe(workAccount.realm);
  });

  test('expire now where WAM does not say when', () => {
    for (const TokenExpiresOn of [undefined, '']) {
      expect(valueOf(work({ TokenExpiresOn })).result.expiresOn).toEqual(now);
    }
  });

  test.each([
    'soon',
    '2026-11-21T13:00:00Z',
    '-5',
    '1.5',
    '0',
    '1795266000', // seconds since 1970
    '11644473600', // 1970 itself
    '13439739600000', // milliseconds
    '134397396000000000', // ticks
    '9'.repeat(400),
    '0x10',
    5,
  ])('with the expiry %j are a fault', (TokenExpiresOn) => {
    expect(problemOf(work({ TokenExpiresOn }))).toContain('TokenExpiresOn');
  });

  test.each(['wamcompat_id_token', 'wamcompat_client_info'])('without %s are a fault', (name) => {
    for (const value of [undefined, '', tooLong, 5]) {
      expect(faultOf(work({ [name]: value }))).toMatchObject({ kind: 'protocol', status: 0 });
      expect(problemOf(work({ [name]: value }))).toContain(name);
    }
  });

  test.each([
    ['wamcompat_id_token', 'a.b', '9zj0j'],
    ['wamcompat_id_token', 'a.%.c', '9zj0k'],
    ['wamcompat_id_token', 'a.bm8.c', '9zj0l'],
    ['wamcompat_id_token', idTokenOf({ oid: 'o' }), '9wgdn'],
    ['wamcompat_client_info', '%', '836nx'],
    ['wamcompat_client_info', 'e30', '836ny'],
  ])('with a %s that makes no sense are a fault', (name, value, tag) => {
    expect(faultOf(work({ [name]: value }))).toMatchObject({ kind: 'protocol', tag });
  });

  test('are for the scopes that WAM names, else for those asked for', () => {
    expect(valueOf(work({ wamcompat_scopes: ' a  user.read ' })).result.scopes).toEqual([
      'a',
      'user.read',
    ]);
    expect(valueOf(work({ wamcompat_scopes: undefined })).result.scopes).toEqual(['User.Read']);
  });

  test('for fewer scopes than asked for are a fault; .default stands for whatever came', () => {
    const asked = { scopes: ['User.Read', 'Mail.Read'] };
    expect(faultOf(work({}, asked))).toEqual({
      kind: 'declined_scopes',
      status: 6,
      tag: '9zj08',
      granted: scopes,
      declined: ['Mail.Read'],
    });
    expect(valueOf(work({}, { scopes: ['https://graph/.default'] })).result.scopes).toEqual(scopes);
  });

  test.each(['', undefined, 'a\nb', 'ü', tooLong])(
    'with a bad access token are a fault',
    (token) => {
      const decoded = decodeTokenAnswer(workAnswer({}, { token }), expectedWork, now);
      expect(faultOf(decoded)).toMatchObject({ kind: 'protocol' });
    },
  );

  test('may lack the access token where only the user was asked for', () => {
    const answer = workAnswer({}, { token: '' });
    const expected = { ...expectedWork, scopes: ['openid'] };
    expect(valueOf(decodeTokenAnswer(answer, expected, now)).result).toMatchObject({
      accessToken: '',
      authorizationHeader: '',
    });
    const exact: ExpectedWamTokens = { ...expectedWork, reading: 'exact' };
    expect(valueOf(decodeTokenAnswer(answer, exact, now)).result.accessToken).toBe('');
  });

  test('keep the authority asked for, unless WAM was allowed to choose another cloud', () => {
    const Authority = 'https://login.microsoftonline.us/t';
    expect(valueOf(work({ Authority })).result.authority).toBe(expectedWork.authority);
    const { result } = valueOf(work({ Authority }, { instanceAware: true }));
    expect(result.authority).toBe(Authority);
    expect(result.account.environment).toBe('login.microsoftonline.us');
    for (const bad of ['http://evil.example/t', 'https://a:b@evil.example/t', 'x', undefined, 5]) {
      const kept = valueOf(work({ Authority: bad }, { instanceAware: true })).result;
      expect(kept.authority).toBe(expectedWork.authority);
    }
  });

  test('name the old host of the public cloud by its current one', () => {
    const authority = 'https://login.windows.net/common';
    const { account } = valueOf(work({}, { authority })).result;
    expect(account.environment).toBe('login.microsoftonline.com');
  });
});

describe('a signed HTTP request', () => {
  const asked = { signedHttpRequest: true };

  test('becomes the Authorization header', () => {
    expect(valueOf(work({ shr: 'SHR' }, asked)).result).toMatchObject({
      accessToken: 'AT-work',
      tokenType: 'pop',
      authorizationHeader: 'pop SHR',
    });
  });

  test.each([undefined, '', 'a\r\nX: 1', tooLong])('that is none is a fault', (shr) => {
    expect(faultOf(work({ shr }, asked))).toMatchObject({ kind: 'protocol' });
  });

  test('that nobody asked for changes nothing', () => {
    expect(valueOf(work({ shr: 'SHR' })).result.authorizationHeader).toBe('Bearer AT-work');
  });
});

describe('another account than asked for', () => {
  test('is a success with tokens, and says so', () => {
    const answer = workAnswer({}, {}, { status: 2 });
    expect(valueOf(decodeTokenAnswer(answer, expectedWork, now))).toMatchObject({
      accountSwitched: true,
      result: { accessToken: 'AT-work' },
    });
  });

  test('is a failure without', () => {
    for (const answer of [
      failedAnswer(2, 0),
      workAnswer({}, { token: '' }, { status: 2 }),
      workAnswer({}, {}, { status: 2, response: null }),
    ]) {
      expect(faultOf(decodeTokenAnswer(answer, expectedWork, now))).toMatchObject({
        kind: 'broker',
        status: 12,
        tag: '6m7gu',
      });
    }
  });

  test('is a failure from the personal plug-in, as in Microsoft’s client', () => {
    const answer = { ...personalAnswer(), status: 2 };
    expect(faultOf(decodeTokenAnswer(answer, expectedPersonal, now))).toMatchObject({
      kind: 'broker',
      status: 0,
    });
  });
});

describe('an answer', () => {
  test('of success without a response is a fault', () => {
    for (const expected of [expectedWork, expectedPersonal]) {
      const answer = workAnswer({}, {}, { response: null });
      expect(faultOf(decodeTokenAnswer(answer, expected, now))).toMatchObject({ kind: 'protocol' });
    }
  });

  test('may have its error inside the response', () => {
    const error = { code: 0xcaa20003, message: 'inside' };
    const inside = workAnswer({}, { error }, { status: 5 });
    expect(faultOf(decodeTokenAnswer(inside, expectedWork, now))).toMatchObject({
      status: 2,
      context: 'inside',
    });
    const both = workAnswer({}, { error }, { status: 5, error: { code: 0xcaa20005, message: '' } });
    expect(faultOf(decodeTokenAnswer(both, expectedWork, now))).toMatchObject({ status: 5 });
  });

  test('of failure counts as one although tokens came with it', () => {
    const answer = workAnswer({}, {}, { status: 5, error: { code: 1, message: '' } });
    expect(decodeTokenAnswer(answer, expectedWork, now).ok).toBe(false);
  });

  test.each([undefined, null, 'x', {}])('with the status %j is a fault', (status) => {
    const answer = workAnswer({}, {}, { status });
    expect(faultOf(decodeTokenAnswer(answer, expectedWork, now))).toMatchObject({
      kind: 'protocol',
    });
  });

  test('to a question about a feature says yes by success alone', () => {
    expect(isFeatureSupported(workAnswer())).toBe(true);
    expect(isFeatureSupported(workAnswer({}, {}, { response: null }))).toBe(true);
    for (const status of [1, 2, 3, 4, 5, 6, -1]) {
      expect(isFeatureSupported(failedAnswer(status, 0))).toBe(false);
    }
    expect(isFeatureSupported(null as unknown as TokenAnswer)).toBe(false);
  });
});

test('a token is one to renew if it is the very same', () => {
  expect(isTokenToRenew('AT', 'AT')).toBe(true);
  expect(isTokenToRenew('AT', 'at')).toBe(false);
  expect(isTokenToRenew('AT', '')).toBe(false);
  expect(isTokenToRenew('AT', undefined)).toBe(false);
  expect(isTokenToRenew('', '')).toBe(false);
});

test('the expiry of these tests lies where it should', () => {
  expect(Number(inAnHour) - 11_644_473_600).toBe(Date.parse('2026-11-21T13:00:00Z') / 1000);
});
