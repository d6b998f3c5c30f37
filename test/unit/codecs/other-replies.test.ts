// SPDX-License-Identifier: MIT
import type { Account } from '../../../lib/broker/types.js';
import {
  decodeAccounts,
  decodePrtSsoCookies,
  decodeSignedHttpRequest,
  decodeVersion,
} from '../../../lib/codecs/identity-broker/index.js';
import { canonicalReply } from './captures.js';
import { faultOf, problemOf, valueOf } from './replies.js';

describe('accounts', () => {
  const [good] = valueOf(decodeAccounts(canonicalReply('getAccounts')));
  const decode = (accounts: unknown): readonly Account[] =>
    valueOf(decodeAccounts(JSON.stringify({ accounts })));

  test.each(['homeAccountId', 'environment', 'localAccountId', 'realm', 'username'])(
    'without %s are left out, and the others kept',
    (name) => {
      for (const value of [undefined, null, 5, '', true, {}, []]) {
        expect(decode([{ ...good, [name]: value }, good])).toEqual([good]);
      }
    },
  );

  test('that are no objects are left out', () => {
    expect(decode([null, 5, 'x', [], good, {}])).toEqual([good]);
  });

  test.each(['name', 'clientInfo', 'homeEnvironment', 'accountType', 'passwordExpiry'])(
    'keep everything else where %s has a wrong type',
    (name) => {
      const rest = Object.fromEntries(Object.entries({ ...good }).filter(([key]) => key !== name));
      for (const value of [null, true, {}, []]) {
        expect(decode([{ ...good, [name]: value }])).toEqual([rest]);
      }
    },
  );

  test('keep no member that is not known', () => {
    expect(decode([{ ...good, token: 'x' }])).toEqual([good]);
    const body = canonicalReply('getAccounts').replace(
      '"accountType"',
      '"__proto__":{"x":1},"accountType"',
    );
    const [account] = valueOf(decodeAccounts(body));
    expect(account).toEqual(good);
    expect(Object.getPrototypeOf(account)).toBe(Object.prototype);
  });

  test.each([undefined, null, {}, 'x', 5])('%j instead of a list is a fault', (accounts) => {
    expect(problemOf(decodeAccounts(JSON.stringify({ accounts })))).toContain(
      'accounts in the reply to getAccounts',
    );
  });

  test('come through where error and telemetry are null', () => {
    expect(valueOf(decodeAccounts('{"accounts":[],"error":null,"telemetry":null}'))).toEqual([]);
  });
});

describe('version and signed request', () => {
  test.each([undefined, null, '', 5, {}])('%j is a fault', (value) => {
    const version = JSON.stringify({ linuxBrokerVersion: value });
    expect(faultOf(decodeVersion(version))).toMatchObject({ kind: 'protocol', tag: '9u8f4' });
    const signed = JSON.stringify({ signedHttpRequest: value });
    expect(faultOf(decodeSignedHttpRequest(signed))).toMatchObject({ kind: 'protocol', tag: '' });
  });

  test('a version of any form is taken', () => {
    expect(valueOf(decodeVersion('{"linuxBrokerVersion":"abc"}'))).toBe('abc');
  });
});

describe('cookies', () => {
  const cookie = { cookieName: 'n', cookieContent: 'c' };
  const result = { name: 'n', content: 'c' };

  test.each<[unknown, unknown]>([
    [{ cookieItems: [cookie, { ...cookie, cookieName: 'm' }] }, [result, { ...result, name: 'm' }]],
    [{ cookieItems: [{}, null, cookie] }, [result]],
    [{ cookieItems: [] }, []],
    [{ cookieItems: null, ...cookie }, [result]],
    [cookie, [result]],
  ])('%j', (reply, cookies) => {
    expect(valueOf(decodePrtSsoCookies(JSON.stringify(reply)))).toEqual(cookies);
  });

  test.each<unknown>([
    {},
    { cookieItems: {} },
    { cookieItems: [{}, 5] },
    { cookieName: 'n' },
    { ...cookie, cookieContent: 5 },
  ])('%j is a fault', (reply) => {
    expect(faultOf(decodePrtSsoCookies(JSON.stringify(reply)))).toMatchObject({ kind: 'protocol' });
  });
});
