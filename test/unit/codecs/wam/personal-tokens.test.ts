// SPDX-License-Identifier: MIT
import {
  decodeTokenAnswer,
  type WamDecoded,
  type WamTokens,
} from '../../../../lib/codecs/wam/index.js';
import { faultOf, problemOf, valueOf } from '../replies.js';
import {
  expectedPersonal,
  microsoft,
  now,
  pairsText,
  personalAccount,
  personalAnswer,
  personalClientInfo,
  personalIdToken,
  personalPairs,
} from './world.js';

function personal(token: string): WamDecoded<WamTokens> {
  return decodeTokenAnswer(personalAnswer(token), expectedPersonal, now);
}

function personalWith(pairs: Readonly<Record<string, string | undefined>>): WamDecoded<WamTokens> {
  return personal(pairsText({ ...personalPairs, ...pairs }));
}

const tooLong = 'x'.repeat(4_194_305);

describe('tokens for a personal account', () => {
  test('come as pairs', () => {
    const { result, webAccountId, accountSwitched } = valueOf(personalWith({}));
    expect(accountSwitched).toBe(false);
    expect(webAccountId).toBe('fake-msa-account-id');
    expect(result).toMatchObject({
      account: { ...personalAccount, clientInfo: personalClientInfo },
      accessToken: 'AT-personal',
      authorizationHeader: 'Bearer AT-personal',
      scopes: ['User.Read', 'openid'],
      expiresOn: new Date('2026-11-21T13:00:00.000Z'),
      idToken: personalIdToken,
      authority: `${microsoft}/consumers`,
    });
  });

  test('keep plus and equals signs, and lose percent escapes', () => {
    const { result } = valueOf(personalWith({ access_token: 'Ew+B%2Fx==%3D' }));
    expect(result.accessToken).toBe('Ew+B/x===');
  });

  test('may have names in capitals, unknown names, and no type', () => {
    const { access_token: token, ...rest } = personalPairs;
    const pairs = { ...rest, ACCESS_TOKEN: token, code: '', any: 'x', token_type: undefined };
    expect(valueOf(personal(pairsText(pairs))).result.accessToken).toBe('AT-personal');
    expect(valueOf(personalWith({ token_type: 'Bearer' })).result.tokenType).toBe('Bearer');
  });

  test('expire now where WAM does not say when', () => {
    expect(valueOf(personalWith({ expires_in: undefined })).result.expiresOn).toEqual(now);
  });

  test.each(['x', '-1', '1e3', '9'.repeat(15), '9'.repeat(400)])(
    'with the lifetime %s are a fault',
    (expires_in) => {
      expect(problemOf(personalWith({ expires_in }))).toContain('expires_in');
    },
  );

  test.each([
    ['empty', ''],
    ['one word', 'AT'],
    ['a pair without an equals sign', 'access_token=a&id_token'],
    ['a pair without a name', '=a'],
    ['an empty pair', `${pairsText(personalPairs)}&`],
    ['a name twice', `${pairsText(personalPairs)}&Scope=x`],
    ['a broken escape', 'access_token=%'],
    ['a broken character', 'access_token=%ff'],
    ['too many pairs', Array.from({ length: 65 }, (_, i) => `a${String(i)}=1`).join('&')],
    ['millions of ampersands', '&'.repeat(4_000_000)],
    ['too long', tooLong],
  ])('that are %s are a fault', (_name, token) => {
    expect(faultOf(personal(token))).toMatchObject({ kind: 'protocol' });
    expect(problemOf(personal(token))).toContain('personal account');
  });

  test.each(['id_token', 'client_info'])('without %s are a fault', (name) => {
    expect(problemOf(personalWith({ [name]: undefined }))).toContain(name);
    expect(problemOf(personalWith({ [name]: '' }))).toContain(name);
  });

  test('without an access token, or of another type, are a fault', () => {
    expect(problemOf(personalWith({ access_token: undefined }))).toContain('access token');
    expect(problemOf(personalWith({ token_type: 'pop' }))).toContain('token_type');
  });
});
