// SPDX-License-Identifier: MIT
import type { Account } from '../../../../lib/broker/types.js';
import { tagText } from '../../../../lib/errors/tag.js';
import {
  decodeTokenAnswer,
  decodeWebAccounts,
  type ExpectedWamTokens,
  type TokenAnswer,
  type WamDecoded,
  type WamKind,
  type WamTokens,
} from '../../../../lib/codecs/wam/index.js';
import { correlationId } from '../people.js';
import { valueOf } from '../replies.js';
import {
  capture,
  captureNames,
  type Capture,
  type RecordedAccount,
  type RecordedResult,
} from './captures.js';
import { microsoft, pairsText, personalWebAccount, workWebAccount } from './world.js';

/*
 * The recordings hold what the stand-in WAM was told to answer and what Microsoft's client made of
 * it, not the answer itself; it is put together here from both.
 */

const secondsFrom1601To1970 = 11_644_473_600;
const recordedAt = new Date('2026-11-21T18:00:00.000Z');

function kindOf({ scenario }: Capture): WamKind {
  return scenario.authority?.endsWith('/consumers') === true ? 'msa' : 'aad';
}

function standInSettings({ scenario }: Capture): Readonly<Record<string, string>> {
  return { ...scenario.env, ...scenario.env2 };
}

function responseProperties(recorded: Capture): Record<string, string> {
  const text = standInSettings(recorded)['FAKEWAM_RESPPROPS'] ?? '';
  const pairs = text.split(';').filter((pair) => pair !== '');
  return Object.fromEntries(pairs.map((pair) => pair.split('=') as [string, string]));
}

function workResponse(recorded: Capture): TokenAnswer['response'] {
  const { result } = recorded;
  return {
    token: result.accessToken ?? '',
    account: workWebAccount,
    properties: {
      TokenExpiresOn: String((result.expiresOn ?? 0) + secondsFrom1601To1970),
      wamcompat_id_token: result.rawIdToken ?? '',
      wamcompat_client_info: result.account?.clientInfo ?? '',
      wamcompat_scopes: result.grantedScopes ?? '',
      ...responseProperties(recorded),
    },
    error: null,
  };
}

function personalResponse({ result }: Capture): TokenAnswer['response'] {
  const token = pairsText({
    access_token: result.accessToken,
    id_token: result.rawIdToken,
    token_type: 'bearer',
    scope: result.grantedScopes?.replaceAll(' ', '%20'),
    client_info: result.account?.clientInfo,
    expires_in: String((result.expiresOn ?? 0) - recordedAt.getTime() / 1000),
  });
  return { token, account: personalWebAccount, properties: {}, error: null };
}

function answerOf(recorded: Capture): TokenAnswer {
  const settings = standInSettings(recorded);
  const status = Number(settings['FAKEWAM_STATUS'] ?? 0);
  const code = Number(settings['FAKEWAM_ERROR'] ?? 0);
  const error = status === 0 ? null : { code, message: 'fake provider error' };
  const common = { object: 1, status, error };
  if (recorded.result.accessToken === undefined) return { ...common, response: null };
  const msa = kindOf(recorded) === 'msa';
  return { ...common, response: msa ? personalResponse(recorded) : workResponse(recorded) };
}

function expectedOf(recorded: Capture): ExpectedWamTokens {
  return {
    kind: kindOf(recorded),
    scopes: ['User.Read'],
    signedHttpRequest: recorded.scenario.pop !== undefined,
    authority: recorded.scenario.authority ?? `${microsoft}/common`,
    correlationId,
    instanceAware: false,
  };
}

function decode(recorded: Capture): WamDecoded<WamTokens> {
  return decodeTokenAnswer(answerOf(recorded), expectedOf(recorded), recordedAt);
}

function likeRecorded(account: Account): Partial<RecordedAccount> {
  const { homeAccountId, localAccountId, environment, realm, username, name, clientInfo } = account;
  return {
    homeAccountId,
    localAccountId,
    environment,
    realm,
    username,
    ...(name === undefined ? {} : { displayName: name }),
    ...(clientInfo === undefined ? {} : { clientInfo }),
  };
}

/** Where Microsoft's client reports something else, and why. */
const differentOnPurpose: Readonly<Record<string, Partial<RecordedAccount>>> = {
  // The stand-in answered for a personal account with a work account's ID token; two accounts then
  // share an object id in that client's store, which makes a longer id up.
  'msa-acquire-silent': { localAccountId: '11111111-1111-4111-8111-111111111111' },
};

// Its client signs the request itself where WAM does not, with a key that Wine cannot keep; here
// WAM's signature or none.
const unsigned = 'acquire-silent-pop';

const withTokens = captureNames.filter(
  (name) => capture(name).result.accessToken !== undefined && name !== unsigned,
);
const withErrors = captureNames.filter(
  (name) => capture(name).result.error !== null && !withTokens.includes(name) && name !== unsigned,
);
const withoutEither = ['discover', 'discover-msa', 'sign-out', unsigned];

test('every recording is compared', () => {
  expect([...withTokens, ...withErrors, ...withoutEither].sort()).toEqual([...captureNames].sort());
});

function expectSameTokens(name: string, { result, webAccountId }: WamTokens): void {
  const recorded: RecordedResult = capture(name).result;
  expect({ ...recorded.account, ...differentOnPurpose[name] }).toMatchObject(
    likeRecorded(result.account),
  );
  expect(result.accessToken).toBe(recorded.accessToken);
  expect(result.idToken).toBe(recorded.rawIdToken);
  expect(result.scopes).toEqual(recorded.grantedScopes?.split(' '));
  expect(result.expiresOn.getTime() / 1000).toBe(recorded.expiresOn);
  expect(result.tokenType === 'pop').toBe(recorded.isPopAuthorization);
  expect(result.authorizationHeader).toBe(
    recorded.authorizationHeader ?? `Bearer ${String(recorded.accessToken)}`,
  );
  expect(webAccountId).toMatch(/^fake-(aad|msa)-account-id$/);
}

test.each(withTokens)('%s: tokens are those that Microsoft’s client saw', (name) => {
  const tokens = valueOf(decode(capture(name)));
  expectSameTokens(name, tokens);
  expect(tokens.accountSwitched).toBe(capture(name).result.error?.errorStatus === 12);
});

test.each(withErrors)('%s: the error is the one that Microsoft’s client reports', (name) => {
  const { error } = capture(name).result;
  expect(decode(capture(name))).toMatchObject({
    ok: false,
    fault: {
      kind: 'broker',
      status: error?.errorStatus,
      nativeCode: error?.errorCode,
      tag: tagText(error?.errorTag ?? 0),
      wire: { code: error?.errorCode, tag: error?.errorTag },
    },
  });
});

test('an answer without the signature that was asked for is refused', () => {
  const decoded = decode(capture(unsigned));
  expect(decoded).toMatchObject({ ok: false, fault: { kind: 'protocol' } });
  expect(capture(unsigned).result.error).toMatchObject({ errorStatus: 0 });
});

test.each(['discover', 'discover-msa'])('%s: accounts are those that its client listed', (name) => {
  const listsPersonal = standInSettings(capture(name))['FAKEWAM_MSALIST'] === '1';
  const found = [
    ...valueOf(
      decodeWebAccounts('msa', {
        status: listsPersonal ? 0 : 1,
        accounts: [personalWebAccount],
        error: null,
      }),
    ),
    ...valueOf(decodeWebAccounts('aad', { status: 0, accounts: [workWebAccount], error: null })),
  ];
  const { accounts = [] } = capture(name).result;
  expect(found).toHaveLength(accounts.length);
  for (const [index, { account }] of found.entries()) {
    const { givenName, familyName } = accounts[index] ?? {};
    expect({ givenName: account.givenName, familyName: account.familyName }).toEqual({
      givenName,
      familyName,
    });
    expect(accounts[index]).toMatchObject(likeRecorded(account));
  }
});
