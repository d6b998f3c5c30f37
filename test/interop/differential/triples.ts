// SPDX-License-Identifier: MIT

// What Microsoft's runtime was seen to make of replies: `status code tag`. Shared by the comparison
// with it and by the tests of the entry that stands in for it.

/** Text of the tag that errors carry here, and its number. */
export const tagText = '4r434';
export const tag = 507897694;

/** Status on the wire, and the ErrorStatus that Microsoft's runtime reports for it. */
export const statuses: readonly (readonly [wire: number, client: number])[] = [
  ...Array.from({ length: 15 }, (_, status) => [status, status] as const),
  [15, 17],
  [16, 18],
  [17, 20],
  [18, 15],
  [19, 16],
  [20, 19],
  [21, 21],
  [22, 0],
  [-1, 0],
];

/** Changes to an error of status 2, code 7 and that tag, and what they are taken for. */
export const changedErrors = [
  {
    name: 'a code of more than 32 bits',
    change: { errorCode: 2 ** 40 },
    is: `2 ${2 ** 40} 4r434`,
  },
  { name: 'a tag of more than 30 bits', change: { tag: 2 ** 30 + 5 }, is: '2 7 aaaaf' },
  { name: 'a negative tag', change: { tag: -1 }, is: '2 7 *****' },
  {
    name: 'numbers as text',
    change: { status: '2', errorCode: '7', tag: `${tag}` },
    is: '2 7 4r434',
  },
  { name: 'numbers with fractions', change: { status: 2.7, errorCode: 7.2 }, is: '2 7 4r434' },
  {
    name: 'diagnostics of any kind',
    change: { diagnostics: 5, subStatus: 'x' },
    is: '2 7 4r434',
  },
  { name: 'unknown members', change: { invented: 1 }, is: '2 7 4r434' },
  { name: 'a status of another type', change: { status: true }, is: '0 0 7a393' },
  { name: 'a status that is missing', change: { status: undefined }, is: '0 0 7a393' },
];

const standard = 'org.freedesktop.DBus.Error.';
export const dbusErrors = [
  ...['ServiceUnknown', 'NoReply', 'TimedOut', 'UnknownObject', 'Timeout', 'UnknownMethod'],
  ...['UnknownInterface', 'AccessDenied', 'Failed', 'NoMemory', 'LimitsExceeded', 'InvalidArgs'],
  ...['Spawn.ChildExited', 'NameHasNoOwner', 'Disconnected', 'NoServer'],
].map((name) => standard + name);
/** Tags of their own; every other error is 4ulu3. */
export const tagsOfDbusErrors: Readonly<Record<string, string>> = {
  [`${standard}ServiceUnknown`]: '4ulu4',
  [`${standard}NoReply`]: '4ulu5',
  [`${standard}TimedOut`]: '4wd3v',
  [`${standard}UnknownObject`]: '4p541',
};

/** Changes to the tokens of a good reply, and what they are taken for. */
export const brokenTokens = [
  { change: { accessTokenType: null }, is: '0 0 7bits' },
  { change: { accessTokenType: 'x' }, is: '0 0 7bits' },
  { change: { expiresOn: null }, is: '0 0 7bitt' },
  { change: { expiresOn: 'x' }, is: '0 0 7bitt' },
  { change: { idToken: null }, is: '0 0 649k9' },
  { change: { idToken: 'a' }, is: '0 0 9zj0j' },
  { change: { idToken: 'a.!.c' }, is: '0 0 9zj0k' },
  { change: { idToken: 'a.YWI.c' }, is: '0 0 9zj0l' },
  { change: { idToken: 'e30.e30.' }, is: '0 0 9zj0l' },
  { change: { idToken: jwtOf({ upn: 'ada' }) }, is: '0 0 9wgdn' },
  { change: { clientInfo: null }, is: '0 0 649k9' },
  { change: { clientInfo: '!' }, is: '0 0 836nx' },
  { change: { clientInfo: 'YWI' }, is: '0 0 836ny' },
  { change: { clientInfo: 'e30' }, is: '0 0 836ny' },
  { change: { grantedScopes: 'Mail.Read' }, is: '6 0 9zj08' },
];

export function jwtOf(payload: object): string {
  return `e30.${Buffer.from(JSON.stringify(payload)).toString('base64url')}.`;
}

/** Replies that are no JSON objects, or empty ones: 0 0 4pq4a. */
export const noObjects = [
  '',
  '  ',
  'no JSON',
  '{"broker',
  '[]',
  'null',
  '5',
  '"x"',
  '{}',
  'x{}',
  '{}x',
];

/** Replies with something else than tokens in them. */
export const brokenResponses = [
  { brokerTokenResponse: {}, is: '0 0 7bits' },
  { brokerTokenResponse: null, is: '6 0 7a2gh' },
  { brokerTokenResponse: 'x', is: '6 0 7a2gh' },
  { brokerTokenResponse: 5, is: '6 0 7a2gh' },
  { brokerTokenResponse: [], is: '6 0 7a2gh' },
];

/** Changes to good tokens that leave them good. */
export const unusualTokens = [
  { grantedScopes: null },
  { account: null },
  { error: null },
  { error: 'x' },
  { accessTokenType: 7 },
  { expiresOn: '4000000000000' },
  { expiresOn: 4000000000000.7 },
];
