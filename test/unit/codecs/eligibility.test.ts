// SPDX-License-Identifier: MIT
import { eligibility, type TokenCallKind } from '../../../lib/codecs/identity-broker/index.js';
import { ada, personalRealm } from './people.js';

const personal = { ...ada, realm: personalRealm };
const microsoft = 'https://login.microsoftonline.com';
const kinds: readonly TokenCallKind[] = ['silent', 'interactive', 'usernamePassword'];

function reason(
  authority: string,
  kind: TokenCallKind,
  more: { account?: typeof ada | null; signIn?: boolean } = {},
): string {
  const answer = eligibility({ authority, kind, signIn: false, ...more });
  if (answer === 'eligible') return answer;
  expect(answer.problem).not.toBe('');
  return answer.ineligible;
}

test.each(kinds)('a %s call never goes to consumers or to an external tenant', (kind) => {
  for (const signIn of [true, false]) {
    expect(reason(`${microsoft}/consumers`, kind, { signIn })).toBe('consumers');
    expect(reason(`${microsoft}/Consumers/`, kind, { signIn })).toBe('consumers');
    expect(reason(`${microsoft}/9188040D-6c67-4c5b-b112-36a304b66dad`, kind, { signIn })).toBe(
      'consumers',
    );
    expect(reason('https://login.live.com/common', kind, { signIn })).toBe('consumers');
    expect(reason('https://contoso.ciamlogin.com/', kind, { signIn })).toBe('ciam');
    expect(reason('https://contoso.ciamlogin.com:443/t', kind, { signIn })).toBe('ciam');
  }
});

test.each(kinds)('a %s call goes to the tenants of organizations', (kind) => {
  for (const tenant of ['common', 'organizations', ada.realm, 'contoso.example']) {
    expect(reason(`${microsoft}/${tenant}`, kind, { account: ada })).toBe('eligible');
    expect(reason(`${microsoft}/${tenant}`, kind, { account: null })).toBe('eligible');
  }
  expect(reason('https://notciamlogin.com/t', kind)).toBe('eligible');
});

test('AD FS and B2C are served in a window and at sign-in, not silently for an account', () => {
  for (const [authority, expected] of [
    ['https://sts.example/adfs', 'adfs'],
    ['https://sts.example/ADFS/', 'adfs'],
    [`${microsoft}/tfp/contoso/policy`, 'b2c'],
    ['https://contoso.b2clogin.com/contoso/policy', 'b2c'],
  ] as const) {
    expect(reason(authority, 'silent')).toBe(expected);
    expect(reason(authority, 'silent', { signIn: true })).toBe('eligible');
    expect(reason(authority, 'interactive')).toBe('eligible');
  }
});

test('a personal account is refused silently, but not in a sign-in on common', () => {
  const common = `${microsoft}/common`;
  expect(reason(common, 'silent', { account: personal })).toBe('personal_account');
  expect(reason(common, 'silent', { account: personal, signIn: true })).toBe('eligible');
  expect(reason(common, 'interactive', { account: personal })).toBe('eligible');
});
