// SPDX-License-Identifier: MIT
import type { RuleConsequence } from 'entra-broker-simulator';
import { withoutRepeatedVersionQuestions } from './version-questions.js';

// Every difference between our client and Microsoft's that is meant, with its reason: on the wire and
// in results, in what becomes of a bad reply, and in the context of errors.

/** Something that our client says or answers otherwise than Microsoft's, on purpose. */
export interface Difference {
  /** Path of a field of the `request` or the `answer`, or `calls` for the methods called. */
  readonly field: string | RegExp;
  readonly reason: string;
  /** Whether the two values differ in this way and in no other. */
  readonly holds: (microsofts: unknown, ours: unknown) => boolean;
}

const parameters = 'request.authParameters';
const queryParameters = `${parameters}.additionalQueryParametersForAuthorization`;

/** A difference that is not here fails the comparison. */
export const differences = {
  product: {
    field: `${queryParameters}.x-client-xtra-sku`,
    reason: 'We say who we are, and do not pass for the parts of a runtime that is not there.',
    holds: (microsofts, ours) =>
      /^(app\|1\.2)?\|?,\|0\.20\.7,\|,\|,\|12\.0\.2$/.test(String(microsofts)) &&
      /^(app\|1\.2|entra-broker\|\d+\.\d+\.\d+),\|,\|,\|,\|$/.test(String(ours)),
  },
  onboarding: {
    field: `${parameters}.onboardingBlob`,
    reason: 'It holds the time and a random id of the flow; the rest is the same.',
    holds: (microsofts, ours) => sameBut(microsofts, ours, [guid, isoTime]),
  },
  environmentOfAccount: {
    field: `${parameters}.account.environment`,
    reason:
      "We return the account as the broker gave it; Microsoft's client renames the cloud in its " +
      'own store. In its sign-in calls, which bypass that store, it does as we do.',
    holds: renamedCloud,
  },
  environmentOfAnsweredAccount: {
    field: 'answer.accounts.0.environment',
    reason: 'The same, in what getAccounts answers.',
    holds: renamedCloud,
  },
  hintOfSignIn: {
    field: `${parameters}.username`,
    reason: "Microsoft's client drops the hint of SignInInteractively; we pass it on.",
    holds: (microsofts, ours) => microsofts === '' && ours === 'ada@contoso.example',
  },
  numbersInClaims: {
    field: `${parameters}.decodedClaims`,
    reason: 'Numbers in claims are written as JavaScript writes them: 1000, not 1000.0.',
    holds: (microsofts, ours) => String(microsofts).replaceAll('.0', '') === ours,
  },
  tokenTypeOfKeyProof: {
    field: `${queryParameters}.token_type`,
    reason: "For a keyId we add what msal adds beside req_cnf; the runtime's caller does it there.",
    holds: (microsofts, ours) => microsofts === undefined && ours === 'pop',
  },
  versionQuestions: {
    field: 'calls',
    reason: 'We ask for the version once before a proof with a key, not twice or three times.',
    holds: (microsofts, ours) => versionAskedOnce(microsofts) === ours,
  },
  bearerHeader: {
    field: 'answer.authorizationHeader',
    reason: 'We give a ready header for every token, Microsoft only for proofs of possession.',
    holds: (microsofts, ours) => microsofts === '' && ours === 'Bearer <access token>',
  },
  localAccountIdElsewhere: {
    field: 'answer.account.localAccountId',
    reason:
      "Where the authority is not of the account's own tenant and cloud, Microsoft's client makes " +
      'an id up from the home account id, the tenant and the host; we keep the object id.',
    holds: (microsofts, ours) => String(microsofts).startsWith(`${String(ours)}.`),
  },
} as const satisfies Readonly<Record<string, Difference>>;

export type DifferenceName = keyof typeof differences;

/** A reply of which the two clients make different things; `status code tag` of each. */
export interface DifferentOutcome {
  readonly reply: string;
  readonly reason: string;
  readonly then: RuleConsequence;
  readonly microsofts: string;
  readonly ours: string;
}

const error = { status: 2, errorCode: 7, tag: 507897694, context: 'Invented context' };

function replyWithError(changes: object): RuleConsequence {
  return { reply: { brokerTokenResponse: { error: { ...error, ...changes } } } };
}

function replyWithTokens(changes: object): RuleConsequence {
  return { patch: { brokerTokenResponse: changes } };
}

const lenience = "We read an error also where it lacks what Microsoft's broker always sends.";

export const differentOutcomes: readonly DifferentOutcome[] = [
  {
    reply: 'an error without a tag',
    reason: lenience,
    then: replyWithError({ tag: undefined }),
    microsofts: '0 0 7a392',
    ours: '2 7',
  },
  {
    reply: 'an error without a code',
    reason: lenience,
    then: replyWithError({ errorCode: undefined }),
    microsofts: '0 0 7bemz',
    ours: '2 0 4r434',
  },
  {
    reply: "an error in himmelblau's shape",
    reason: lenience,
    then: { error: { status: 2, context: 'Invented context' }, shape: 'himmelblau' },
    microsofts: '0 0 7a392',
    ours: '0 0',
  },
  ...[undefined, null, 5, ''].map((context) => ({
    reply: `an error with ${context === '' ? 'empty text' : String(context)} as context`,
    reason: "It ends the process of Microsoft's client, which is no example to follow.",
    then: replyWithError({ context }),
    microsofts: 'SIGABRT',
    ours: '2 7 4r434',
  })),
  {
    reply: 'tokens without extendedExpiresOn',
    reason: 'Nothing depends on it.',
    then: replyWithTokens({ extendedExpiresOn: null }),
    microsofts: '0 0 7bitu',
    ours: 'tokens',
  },
  {
    reply: 'tokens without an access token',
    reason: 'An empty token helps nobody who asked for one.',
    then: replyWithTokens({ accessToken: null }),
    microsofts: 'tokens',
    ours: '0 0',
  },
];

/** Contexts of failures whose `status code tag` is the same to both clients. */
export const contexts = {
  dbusError: {
    reason: "We pass on the bus's words; Microsoft's client hides the message, as personal data.",
    microsofts: (name: string) => `DBUS failed to send a message. Error: ${name} ((pii)).`,
    ours: (name: string, message: string) => `${name}: ${message}`,
  },
  brokenReply: {
    reason: "Ours are the broker's own words only; what is wrong with a reply is in the message.",
    ours: '',
  },
  tagOfZero: {
    reason: "Microsoft's client marks a context by a bar where it has put a tag in place of 0.",
    microsofts: (context: string) => `${context}|`,
    ours: (context: string) => context,
  },
} as const;

const guid = /[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g;
const isoTime = /\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z/g;

function sameBut(one: unknown, other: unknown, changing: readonly RegExp[]): boolean {
  const [left, right] = [one, other].map((value) =>
    changing.reduce((text, pattern) => text.replaceAll(pattern, '…'), String(value)),
  );
  return left === right && String(left).includes('…');
}

function renamedCloud(microsofts: unknown, ours: unknown): boolean {
  return microsofts === 'login.microsoftonline.com' && ours === 'login.windows.net';
}

function versionAskedOnce(methods: unknown): string {
  const calls = String(methods)
    .split(' ')
    .map((method) => ({ method }));
  return withoutRepeatedVersionQuestions(calls)
    .map(({ method }) => method)
    .join(' ');
}
