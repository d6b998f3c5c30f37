// SPDX-License-Identifier: MIT
import {
  isPersonal,
  osDefaultOf,
  personalAccounts,
  signOutProvider,
  wamEligibility,
  wamProvider,
  type ProviderDecision,
  type ProviderQuestion,
} from '../../../../lib/codecs/wam/index.js';
import {
  microsoft,
  personalAccount,
  personalTenant,
  tenantAuthority,
  workAccount,
} from './world.js';

type Facts = Partial<ProviderQuestion>;

function decide(authority: string, facts: Facts = {}): ProviderDecision {
  return wamProvider({ authority, kind: 'silent', signIn: false, ...facts });
}

function work(authority: string): object {
  return { kind: 'aad', providerId: 'https://login.microsoft.com', authority };
}

const common = `${microsoft}/common`;
const organizations = `${microsoft}/organizations`;
const window: Facts = { kind: 'interactive', signIn: true };

describe('provider', () => {
  test.each([
    [tenantAuthority],
    [`${microsoft}/contoso.example`],
    ['https://login.microsoftonline.us/contoso.example'],
    ['https://login.partner.microsoftonline.cn/organizations'],
  ])('of the tenant in %s is the work plug-in, in its cloud', (authority) => {
    expect(decide(authority)).toEqual(work(authority));
    expect(decide(`${authority}/`, window)).toEqual(work(authority));
    expect(decide(authority, { account: personalAccount, signIn: true })).toEqual(work(authority));
  });

  test('of organizations is the work plug-in; with an account, in the account’s tenant', () => {
    expect(decide(organizations)).toEqual(work(organizations));
    expect(decide(organizations, window)).toEqual(work(organizations));
    expect(decide(organizations, { account: workAccount })).toEqual(work(tenantAuthority));
    expect(decide(organizations, { account: workAccount, signIn: true })).toEqual(
      work(organizations),
    );
    expect(decide(organizations, { account: personalAccount })).toEqual(work(organizations));
  });

  test.each(['consumers', 'Consumers', personalTenant])(
    'of %s is the plug-in for personal accounts, or the picker where nobody is named',
    (tenant) => {
      const authority = `${microsoft}/${tenant}`;
      expect(decide(authority)).toEqual(personalAccounts);
      expect(decide(authority, { ...window, loginHint: 'a@b.example' })).toEqual(personalAccounts);
      expect(decide(authority, { ...window, account: personalAccount })).toEqual(personalAccounts);
      expect(decide(authority, window)).toBe('picker');
      expect(decide(authority, { ...window, loginHint: '' })).toBe('picker');
    },
  );

  test('of common is that of the account’s home', () => {
    expect(decide(common, { account: workAccount })).toEqual(work(tenantAuthority));
    expect(decide(common, { account: workAccount, signIn: true })).toEqual(work(common));
    expect(decide(common, { account: personalAccount })).toEqual(personalAccounts);
    const guest = { ...personalAccount, realm: workAccount.realm };
    expect(decide(common, { ...window, account: guest })).toEqual(personalAccounts);
  });

  test('of common without an account is that of Windows, once somebody has looked', () => {
    for (const facts of [{}, { ...window, loginHint: 'a@b.example' }]) {
      expect(decide(common, facts)).toBe('os_default');
      expect(decide(common, { ...facts, osDefault: 'aad' })).toEqual(work(common));
      expect(decide(common, { ...facts, osDefault: 'msa' })).toEqual(personalAccounts);
      expect(decide(common, { ...facts, osDefault: 'none' })).toBe('picker');
    }
  });

  test('of common with a window and nobody named is the picker', () => {
    expect(decide(common, window)).toBe('picker');
    expect(decide(common, { ...window, osDefault: 'aad' })).toBe('picker');
  });

  test('for a password is the work plug-in, also on common', () => {
    expect(decide(common, { kind: 'usernamePassword' })).toEqual(work(common));
  });

  test('for a text that is no URL does not throw', () => {
    expect(decide('nonsense')).toEqual(work('nonsense'));
  });

  test('for signing out is named by the bare tenant, or is the one for personal accounts', () => {
    expect(signOutProvider(workAccount)).toEqual(work(workAccount.realm));
    expect(signOutProvider(personalAccount)).toEqual(personalAccounts);
  });
});

test('the account of Windows is known by the authority of its provider', () => {
  expect(osDefaultOf('organizations')).toBe('aad');
  expect(osDefaultOf('consumers')).toBe('msa');
  expect(osDefaultOf('')).toBe('none');
  expect(osDefaultOf(undefined)).toBe('none');
});

test('an account is personal by its home', () => {
  expect(isPersonal(personalAccount)).toBe(true);
  expect(isPersonal(workAccount)).toBe(false);
  expect(isPersonal({ ...workAccount, realm: personalTenant })).toBe(false);
});

describe('eligibility', () => {
  const reason = (authority: string): string => {
    const answer = wamEligibility({ authority });
    if (answer === 'eligible') return answer;
    expect(answer.problem).toContain('Windows');
    return answer.ineligible;
  };

  test.each([
    ['https://sts.example/adfs', 'adfs'],
    ['https://sts.example/ADFS/', 'adfs'],
    [`${microsoft}/tfp/contoso/policy`, 'b2c'],
    ['https://contoso.b2clogin.com/contoso/policy', 'b2c'],
    ['https://login.contoso.example/contoso.example/B2C_1_signin', 'b2c'],
    ['https://contoso.ciamlogin.com/', 'ciam'],
    ['https://contoso.ciamlogin.com:443/t', 'ciam'],
    [tenantAuthority, 'eligible'],
    [common, 'eligible'],
    [`${microsoft}/consumers`, 'eligible'],
    ['https://notciamlogin.com/t', 'eligible'],
    ['nonsense', 'eligible'],
  ])('of %s: %s', (authority, expected) => {
    expect(reason(authority)).toBe(expected);
  });

  test('is refused where client claims would be lost', () => {
    const proof = { httpMethod: 'GET', url: 'https://api.example/' };
    const ask = (clientClaims: string): unknown =>
      wamEligibility({ authority: common, proofOfPossession: { ...proof, clientClaims } });
    expect(ask('{"a":1}')).toMatchObject({ ineligible: 'client_claims' });
    expect(ask('')).toBe('eligible');
    expect(wamEligibility({ authority: common, proofOfPossession: { keyId: 'k' } })).toBe(
      'eligible',
    );
  });
});
