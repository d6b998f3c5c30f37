// SPDX-License-Identifier: MIT
import { openBroker, type BrokerError } from 'entra-broker';
import { isGuid, rejection } from '../../support/broker-errors.js';
import { QuietChannel } from '../../support/quiet-channel.js';
import { ada, callAny, operations, type Operation } from '../../support/requests.js';

/** What is wrong, in which fields, and what the sentence must tell. */
interface BadInput {
  readonly wrong: string;
  readonly fields: object;
  readonly tells: RegExp;
  readonly code?: BrokerError['code'];
}

function shown(value: unknown): string {
  return value === undefined ? 'missing' : JSON.stringify(value);
}

const everyCall: readonly BadInput[] = [
  { wrong: 'a correlation id that is no GUID', fields: { correlationId: '42' }, tells: /GUID/ },
  { wrong: 'a correlation id of another type', fields: { correlationId: 42 }, tells: /GUID/ },
  { wrong: 'an empty correlation id', fields: { correlationId: '' }, tells: /GUID/ },
  ...[0, -1, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 31, '5000', null].map((timeoutMs) => ({
    wrong: `timeoutMs ${shown(timeoutMs)} (${String(timeoutMs)})`,
    fields: { timeoutMs },
    tells: /timeoutMs must be a positive number of milliseconds/,
  })),
  { wrong: 'a signal that is none', fields: { signal: {} }, tells: /AbortSignal/ },
  {
    wrong: 'a signal that cannot be let go',
    fields: { signal: { aborted: false, addEventListener: () => undefined } },
    tells: /AbortSignal/,
  },
  { wrong: 'a signal that is null', fields: { signal: null }, tells: /AbortSignal/ },
];

const everyClient: readonly BadInput[] = [
  ...['', ' ', 'my-app', '5f9c1d2e7a644c0b9d312b8e6f40a7c5', 7, null, undefined, ['x']].map(
    (clientId) => ({
      wrong: `client id ${shown(clientId)}`,
      fields: { clientId },
      tells: /clientId must be the application \(client\) id .* a GUID/,
    }),
  ),
];

const everyAccount: readonly BadInput[] = [
  ...[null, undefined, 'ada@contoso.example', [], {}, { ...ada, homeAccountId: '' }].map(
    (account) => ({
      wrong: `account ${shown(account)}`,
      fields: { account },
      tells: /account must be one that getAccounts\(\)/,
    }),
  ),
  {
    wrong: 'an account with a name of another type',
    fields: { account: { ...ada, name: 7 } },
    tells: /account\.name must be a string/,
  },
  {
    wrong: 'an account whose password expires at no time',
    fields: { account: { ...ada, passwordExpiry: Number.NaN } },
    tells: /account\.passwordExpiry must be a number/,
  },
];

const everyAuthority: readonly BadInput[] = [
  'http://login.microsoftonline.com/common',
  'login.microsoftonline.com/common',
  'common',
  '',
  'https://',
  'file:///etc/passwd',
  7,
  null,
  undefined,
  'https://login.microsoftonline.com',
  'https://user:pw@login.microsoftonline.com/common',
  ' https://login.microsoftonline.com/common',
].map((authority) => ({
  wrong: `authority ${shown(authority)}`,
  fields: { authority },
  tells: /authority must be an https URL such as/,
}));

const everyToken: readonly BadInput[] = [
  ...everyAuthority,
  ...[[], '', 'User.Read', null, undefined, {}].map((scopes) => ({
    wrong: `scopes ${shown(scopes)}`,
    fields: { scopes },
    tells: /scopes must be a list of at least one scope/,
  })),
  ...[[''], [7], [null], ['User.Read Mail.Read'], ['User.Read', ' ']].map((scopes) => ({
    wrong: `scopes ${shown(scopes)}`,
    fields: { scopes },
    tells: /every element of scopes must be one scope/,
  })),
  ...['', '{', 'null', '[]', '7', { access_token: {} }, null].map((claims) => ({
    wrong: `claims ${shown(claims)}`,
    fields: { claims },
    tells: /claims must be the text of a JSON object/,
  })),
  ...['', '/nativeclient', 7, null].map((redirectUri) => ({
    wrong: `redirect URI ${shown(redirectUri)}`,
    fields: { redirectUri },
    tells: /redirectUri must be the absolute URI/,
  })),
  {
    wrong: 'a token to renew of another type',
    fields: { accessTokenToRenew: 7 },
    tells: /accessTokenToRenew must be a string/,
  },
  ...[null, 'GET', {}, { url: 'https://a.example' }].map((proofOfPossession) => ({
    wrong: `proof of possession ${shown(proofOfPossession)}`,
    fields: { proofOfPossession },
    tells: /proofOfPossession must be|httpMethod is missing/,
  })),
  ...[undefined, '', 'api.example', 'ftp://a.example', 7].map((url) => ({
    wrong: `proof of possession with URL ${shown(url)}`,
    fields: { proofOfPossession: { httpMethod: 'GET', url } },
    tells: /proofOfPossession\.url is missing or no URL/,
  })),
  ...['nonce', 'clientClaims'].map((field) => ({
    wrong: `proof of possession with ${field} of another type`,
    fields: { proofOfPossession: { httpMethod: 'GET', url: 'https://a.example', [field]: 7 } },
    tells: new RegExp(`proofOfPossession\\.${field} must be a string`),
  })),
  {
    wrong: 'proof of possession with an empty key id',
    fields: { proofOfPossession: { keyId: '' } },
    tells: /proofOfPossession\.keyId must be/,
  },
  ...[null, 'a=b', ['a'], { a: 7 }].map((extraParameters) => ({
    wrong: `extra parameters ${shown(extraParameters)}`,
    fields: { extraParameters },
    tells: /extraParameters must be an object of strings/,
  })),
  ...['client_id', 'Scope', 'redirect_uri', 'nonce', 'password', 'refresh_token', 'itver'].map(
    (name) => ({
      wrong: `the extra parameter ${name}`,
      fields: { extraParameters: { [name]: 'x' } },
      tells: new RegExp(`extraParameters must not contain ${name}`),
    }),
  ),
  {
    wrong: "a password of Microsoft's runtime",
    fields: { extraParameters: { MSALRuntime_Password: 'x' } },
    tells: /acquireTokenByUsernamePassword\(\)/,
  },
  {
    wrong: 'req_cnf that is no key id',
    fields: { extraParameters: { req_cnf: 'x' } },
    tells: /req_cnf must be base64url/,
  },
  {
    wrong: 'REQ_CNF in upper case',
    fields: { extraParameters: { REQ_CNF: 'x' } },
    tells: /req_cnf in lower case only/,
  },
];

const everyWindow: readonly BadInput[] = [
  {
    wrong: 'no redirect URI',
    fields: { redirectUri: undefined },
    tells: /redirectUri must be the absolute URI .*nativeclient/,
  },
  {
    wrong: 'no window handle',
    fields: { parentWindowHandle: undefined },
    tells: /pass the id of your window, or CONSOLE_WINDOW_HANDLE/,
    code: 'window_handle_required',
  },
  {
    wrong: 'a bad window handle',
    fields: { parentWindowHandle: 0 },
    tells: /must be a window id above zero/,
    code: 'invalid_window_handle',
  },
  ...['', 'none', 'LOGIN', 7, null].map((prompt) => ({
    wrong: `prompt ${shown(prompt)}`,
    fields: { prompt },
    tells: /prompt must be one of login, select_account, consent, create/,
  })),
  { wrong: 'a domain hint', fields: { domainHint: 7 }, tells: /domainHint must be a string/ },
  { wrong: 'a login hint', fields: { loginHint: 7 }, tells: /loginHint must be a string/ },
];

const ofOperation: Partial<Record<Operation['name'], readonly BadInput[]>> = {
  getAccountById: ['', 7, null, undefined].map((accountId) => ({
    wrong: `account id ${shown(accountId)}`,
    fields: { accountId },
    tells: /accountId must be a local or home account id/,
  })),
  acquireTokenByUsernamePassword: ['username', 'password'].flatMap((field) =>
    ['', 7, null, undefined].map((value) => ({
      wrong: `${field} ${shown(value)}`,
      fields: { [field]: value },
      tells: new RegExp(`${field} must be a string that is not empty`),
    })),
  ),
  acquirePrtSsoCookie: ['http://a.example', '', 7, undefined].map((ssoUrl) => ({
    wrong: `SSO URL ${shown(ssoUrl)}`,
    fields: { ssoUrl },
    tells: /ssoUrl must be an https URL/,
  })),
  generateSignedHttpRequest: [undefined, null, { keyId: 'a' }].map((proofOfPossession) => ({
    wrong: `proof of possession ${shown(proofOfPossession)}`,
    fields: { proofOfPossession },
    tells: /proofOfPossession must be \{ httpMethod, url \}/,
  })),
};

function badInputOf({ name, request }: Operation): readonly BadInput[] {
  return [
    ...everyCall,
    ...('clientId' in request ? everyClient : []),
    ...(name === 'acquirePrtSsoCookie' ? everyAuthority : []),
    ...('redirectUri' in request ? everyToken : []),
    ...('parentWindowHandle' in request ? everyWindow : []),
    // In a window the user picks the account, so that there none need be named.
    ...('account' in request
      ? everyAccount.filter(
          ({ fields }) => name !== 'acquireTokenInteractively' || !isEmpty(fields),
        )
      : []),
    ...(ofOperation[name] ?? []),
  ];
}

function isEmpty(fields: object): boolean {
  return Object.values(fields).every((value) => value === undefined);
}

const table = operations.flatMap((operation) =>
  badInputOf(operation).map((input) => ({ ...input, operation, name: operation.name })),
);

async function refusal(name: Operation['name'], request: unknown): Promise<BrokerError> {
  const channel = new QuietChannel();
  const broker = await openBroker({ channel });
  const refused = rejection(callAny(broker, name, request));
  // Whatever was let through by mistake would wait for ever.
  await broker.close();
  const error = await refused;
  expect(channel.calls).toEqual([]);
  return error;
}

it.each(table)('$name refuses $wrong before anything is sent', async (input) => {
  const { name, operation, fields, tells, code = 'invalid_request' } = input;
  const error = await refusal(name, { ...operation.request, ...fields });
  expect(error.code).toBe(code);
  expect(error.message.startsWith(`${name}: `)).toBe(true);
  expect(error.message).toMatch(tells);
  expect(isGuid(error.correlationId)).toBe(true);
  expect(error.retryable).toBe(false);
});

const nothings = [undefined, null, 7, 'text', []];
const requestsThatAreNone = operations.flatMap(({ name }) =>
  nothings
    // Only this one needs no request.
    .filter((request) => name !== 'getBrokerVersion' || request !== undefined)
    .map((request) => ({ name, request })),
);

it.each(requestsThatAreNone)('$name refuses the request $request', async ({ name, request }) => {
  const error = await refusal(name, request);
  expect(error.code).toBe('invalid_request');
  expect(error.message).toMatch(/the request must be an object/);
  expect(isGuid(error.correlationId)).toBe(true);
});

it('keeps the correlation id of the caller where only another field is wrong', async () => {
  const correlationId = '0f0e0d0c-0b0a-4009-8008-070605040302';
  const error = await refusal('getAccounts', { clientId: '', correlationId });
  expect(error.correlationId).toBe(correlationId);
});

it('never repeats the value that it refuses', async () => {
  const secret = 'invented-secret';
  for (const fields of [{ claims: secret }, { loginHint: { secret } }, { redirectUri: secret }]) {
    const signIn = operations.find(({ name }) => name === 'signIn');
    const error = await refusal('signIn', { ...signIn?.request, ...fields });
    expect(`${error.message}${String(error.stack)}`).not.toContain(secret);
  }
});
