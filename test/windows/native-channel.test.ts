// SPDX-License-Identifier: MIT
import type { NativeReply, NativeWords } from '../../lib/channels/native/contract.js';
import type { WamRule } from './stand-in/rules.js';
import { WamStandIn } from './stand-in/wam-stand-in.js';
import {
  failureOf,
  findDefault,
  findProvider,
  outcomeOf,
  providerId,
  repliesTo,
  startAction,
} from './support/native-calls.js';
import { reportOf } from './support/windows-program.js';

// The native channel by itself, in real node.exe: what of its words reaches the Web Account Manager,
// and what it makes of the answers.

jest.setTimeout(60_000);

const client = '5c1e9f0a-7d24-4c8b-9a63-2f0d8e4b7a11';
const correlationId = '11111111-2222-4333-8444-555555555555';
const noLogonSession = 0x80070520;
const scope = 'User.Read offline_access openid profile';
const listAccounts = ['findAllAccounts', '$0.0', client];

function getToken(provider: string, account: string): NativeWords {
  return [
    ...['getTokenSilently', provider, account, scope, client, '0', correlationId],
    ...['2', 'wam_compat', '2.0', 'claims', '{"é":"😀"}', '1', 'shr_method', 'GET'],
  ];
}

/** Any word of that form. */
function like(form: RegExp): string {
  return expect.stringMatching(form) as string;
}

const aNumber = like(/^[1-9]\d*$/);

describe('each verb', () => {
  let replies: readonly NativeReply[];
  let standIn: WamStandIn;

  const calls = [
    findProvider,
    listAccounts,
    ['findAccount', '$0.0', '$1.6'],
    getToken('$0.0', ''),
    getToken('$0.0', '$2.0'),
    ['invalidate', '$4.0'],
    ['signOut', '$2.0', client],
    ['monitorAccounts', '$1.5'],
    ['release', '$7.0', '$4.0', '999'],
    findDefault,
  ];

  beforeAll(async () => {
    standIn = await WamStandIn.start();
    const report = reportOf(await startAction(standIn, 'inTurn', calls)) as {
      readonly replies: readonly NativeReply[];
    };
    replies = report.replies;
  });

  afterAll(async () => standIn[Symbol.asyncDispose]());

  it('is answered in the words of the contract', () => {
    const [provider, listed, account, tokens, same, ...others] = replies.map(([words]) => words);
    expect(provider).toEqual([aNumber, providerId, 'organizations']);
    const ada = [aNumber, like(/^[0-9a-f]{64}$/), 'ada@contoso.example', '7'];
    const properties = ['Authority', like(/^https:/), 'DisplayName', 'Ada Lovelace'];
    expect(listed?.slice(0, 13)).toEqual(['0', '0', '0', '', '1', ...ada, ...properties]);
    expect(account?.slice(0, 8)).toEqual([...ada, ...properties]);
    expect(account?.slice(1)).toEqual(listed?.slice(6));
    const token = like(/^ey/);
    const found = ['0', '0', '0', '', '1', token, '0', '0', '', '1'];
    expect(tokens?.slice(1, 15)).toEqual([...found, ...ada]);
    expect(tokens?.slice(-12)).toContain('wamcompat_id_token');
    expect(same?.slice(1, 15)).toEqual([...found, ...ada]);
    expect(others).toEqual([[], [], [aNumber], [], [aNumber, providerId, 'organizations']]);
  });

  it('names every object of Windows by a number of its own', () => {
    const at = [
      [0, 0],
      [1, 5],
      [2, 0],
      [3, 0],
      [3, 11],
      [4, 0],
      [4, 11],
      [7, 0],
      [9, 0],
    ] as const;
    const numbers = at.map(([reply, word]) => replies[reply]?.[0]?.[word]);
    expect(numbers).toEqual(numbers.map(() => aNumber));
    expect(new Set(numbers).size).toBe(at.length);
  });

  it('makes its call in the multi-threaded apartment, with all that the words say', () => {
    const made = standIn.calls.filter(({ call }) => call !== 'activate');
    expect(made.map(({ call }) => call)).toEqual([
      'FindAccountProviderWithAuthorityAsync',
      'FindAllAccountsWithClientIdAsync',
      'FindAccountAsync',
      'GetTokenSilentlyAsync',
      'GetTokenSilentlyWithWebAccountAsync',
      'WebTokenRequestResult.InvalidateCacheAsync',
      'WebAccount.SignOutWithClientIdAsync',
      'CreateWebAccountMonitor',
      'FindAccountProviderAsync',
    ]);
    expect(new Set(made.map(({ apartment }) => apartment))).toEqual(new Set(['MTA']));
    const accountId = replies[2]?.[0]?.[1];
    const request = {
      clientId: client,
      scope,
      promptType: 0,
      provider: { id: providerId, authority: 'organizations' },
      Properties: { wam_compat: '2.0', claims: '{"é":"😀"}' },
      AppProperties: { shr_method: 'GET' },
      CorrelationId: correlationId,
    };
    expect(made[3]).toMatchObject({ request, webAccountId: null });
    expect(made[4]).toMatchObject({ request, webAccountId: accountId });
    expect(made[5]).toMatchObject({ token: replies[4]?.[0]?.[6] });
    expect(made[6]).toMatchObject({ accountId, clientId: client });
    expect(made[7]).toMatchObject({ accountIds: [accountId] });
  });
});

describe('a call of Windows that fails', () => {
  const steps: readonly (readonly [call: string, nth?: number])[] = [
    ['FindAllAccountsWithClientIdAsync', 2],
    ['FindAccountAsync', 2],
    ['GetTokenSilentlyAsync'],
    ['GetTokenSilentlyWithWebAccountAsync', 2],
    ['WebTokenRequestResult.InvalidateCacheAsync'],
    ['WebAccount.SignOutWithClientIdAsync'],
    ['CreateWebAccountMonitor'],
  ];
  const calls = [
    findProvider,
    listAccounts,
    ['findAccount', '$0.0', '$1.6'],
    getToken('$0.0', '$2.0'),
    listAccounts,
    ['findAccount', '$0.0', '$1.6'],
    getToken('$0.0', ''),
    getToken('$0.0', '$2.0'),
    ['invalidate', '$3.0'],
    ['signOut', '$2.0', client],
    ['monitorAccounts', '$2.0'],
    ['findProvider', providerId, 'common'],
  ];
  const names = [
    'FindAllAccountsWithClientIdAsync',
    'FindAccountAsync',
    'GetTokenSilentlyAsync',
    'GetTokenSilentlyWithWebAccountAsync',
    'InvalidateCacheAsync',
    'SignOutWithClientIdAsync',
  ];

  async function failuresUnder(then: WamRule['then']): Promise<readonly string[]> {
    const rules: WamRule[] = steps.map(([call, nth]) => ({
      when: { call, ...(nth === undefined ? {} : { nth }) },
      then,
    }));
    const replies = await repliesTo(calls, rules);
    expect(replies.slice(0, 4).map(failureOf)).toEqual(['none', 'none', 'none', 'none']);
    expect(failureOf(replies[11] ?? [[]])).toBe('none');
    return replies.slice(4, 11).map(failureOf);
  }

  it('is named with its HRESULT where it is refused', async () => {
    const all = [...names, 'CreateWebAccountMonitor'];
    const failures = await failuresUnder({ refuse: noLogonSession });
    expect(failures).toEqual(all.map((name) => `hresult ${name} 0x80070520`));
  });

  it('is named with the HRESULT that its operation ended with', async () => {
    const failures = await failuresUnder({ failure: noLogonSession });
    expect(failures).toEqual([...names.map((name) => `hresult ${name} 0x80070520`), 'none']);
  });

  it('is named with the HRESULT of GetResults', async () => {
    const failures = await failuresUnder({ getResults: noLogonSession });
    const expected = names.map((name) => `hresult ${name}.GetResults 0x80070520`);
    expect(failures).toEqual([...expected, 'none']);
  });

  it('is the activation where Windows has no Web Account Manager', async () => {
    const report = reportOf(await startAction(undefined, 'inTurn', [findProvider]));
    const name = 'RoGetActivationFactory WebAuthenticationCoreManager 0x80040154';
    expect(report).toEqual({ replies: [[null, 'hresult', name, '']], answers: 1 });
  });

  it('is the activation of the class that was refused', async () => {
    const webTokenRequest = 'Windows.Security.Authentication.Web.Core.WebTokenRequest';
    const rules = [
      { when: { call: 'activate', class: webTokenRequest }, then: { refuse: 0x80070005 } },
    ];
    const replies = await repliesTo([findProvider, getToken('$0.0', ''), findProvider], rules);
    expect(replies.map(failureOf)).toEqual([
      'none',
      'hresult RoGetActivationFactory WebTokenRequest 0x80070005',
      'none',
    ]);
  });
});

describe('an answer', () => {
  const calls = [findProvider, getToken('$0.0', '')];
  const tokensUnder = async (then: WamRule['then']): Promise<NativeReply> => {
    const rules = [{ when: { call: 'GetTokenSilentlyAsync' }, then }];
    return (await repliesTo(calls, rules))[1] ?? [[]];
  };

  it('without a response says that there is none', async () => {
    const [words] = await tokensUnder({ empty: true });
    expect(words).toEqual([aNumber, '0', '0', '0', '', '0']);
  });

  it('without an account says that there is none', async () => {
    const [words] = await tokensUnder({ withoutAccount: true, token: 'token' });
    expect(words?.slice(5, 12)).toEqual(['1', 'token', '0', '0', '', '0', '5']);
  });

  it('has status, code and message of the provider’s error', async () => {
    const error = { code: 0xcaa20004, message: 'was passiert, für Ada' };
    const [words] = await tokensUnder({ status: 5, error, empty: true });
    const parts = ['1', String(0xcaa20004), error.message];
    expect(words).toEqual([aNumber, '5', ...parts, '0']);
  });

  it('of more than 8 MiB does not reach JavaScript', async () => {
    const reply = await tokensUnder({ token: 'x'.repeat(8 * 1024 * 1024) });
    expect(reply).toEqual([null, 'reply_too_large', '', '']);
  });

  it('for an account or provider that is not there is no word', async () => {
    const unknown = ['findProvider', 'https://nobody.example', ''];
    const replies = await repliesTo([findProvider, ['findAccount', '$0.0', 'nobody'], unknown]);
    expect(replies.slice(1)).toEqual([[[]], [[]]]);
  });

  it('counts once, also if its operation completes twice', async () => {
    const calls = [findProvider, getToken('$0.0', ''), ['invalidate', '$1.0'], findProvider];
    const replies = await repliesTo(calls, [{ then: { twice: true } }]);
    expect(replies.map(failureOf)).toEqual(['none', 'none', 'none', 'none']);
  });
});

describe('words that make no call', () => {
  it('throw where they name no verb', async () => {
    expect(await outcomeOf('refusedWords', [[], [''], ['findprovider'], findProvider])).toEqual([
      like(/^TypeError: /),
      like(/^TypeError: /),
      like(/^TypeError: /),
      'taken',
    ]);
  });

  it('are refused, whatever is wrong with them', async () => {
    const wrong: readonly (readonly [NativeWords, string])[] = [
      [['findAccount', '$0.0'], 'a word is missing'],
      [['findAccount', '$0.0', 'id', 'more'], 'a word too many'],
      [['findAccount', 'provider', 'id'], 'no number'],
      [['findAccount', '-1', 'id'], 'no number'],
      [['findAccount', '18446744073709551616', 'id'], 'no number'],
      [['findAccount', '77', 'id'], 'no such object'],
      [['findAccount', '$1.0', 'id'], 'no such object'],
      [['signOut', '$0.0', client], 'an object of another kind'],
      [['invalidate', ''], 'no number'],
      [[...getToken('$0.0', '').slice(0, 7), '9', 'name', 'value'], 'a word is missing'],
    ];
    const calls = [
      findProvider,
      findProvider,
      ['release', '$1.0'],
      ...wrong.map(([words]) => words),
    ];
    const replies = await repliesTo([...calls, findProvider]);
    const failures = wrong.map(([, name]) => `internal ${name}`);
    expect(replies.map(failureOf)).toEqual(['none', 'none', 'none', ...failures, 'none']);
  });
});
