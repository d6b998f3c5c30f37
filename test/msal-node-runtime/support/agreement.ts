// SPDX-License-Identifier: MIT
import { isDeepStrictEqual } from 'node:util';
import type { RecordedCall, ResponseCapture } from '../../unit/codecs/captures.js';
import type { Request } from './recorded-broker.js';
import type { Replayed } from './replaying.js';

// Every difference between what was recorded of the original and what this entry does, by the name
// that it has in docs/msal-node-runtime.md, where its reason is.

type Json = Readonly<Record<string, unknown>>;

/** The names of the differences in what the broker sees, or `same`. */
export function requestAgreement(
  recorded: readonly RecordedCall[],
  ours: readonly Request[],
): string {
  const theirMethods = recorded.map(({ method }) => method);
  const ourMethods = ours.map(({ method }) => method);
  const once = theirMethods.filter((method, at) => at === 0 || method !== theirMethods[at - 1]);
  if (isDeepStrictEqual(ourMethods, ['removeAccount']) && theirMethods.length === 0) {
    return 'sign-out asks the broker';
  }
  const found = isDeepStrictEqual(ourMethods, theirMethods) ? [] : ['version asked once'];
  if (!isDeepStrictEqual(ourMethods, once)) return `methods: ${ourMethods.join(' ')}`;
  const lastOfEach = recorded.filter(({ method }, at) => method !== theirMethods[at + 1]);
  lastOfEach.forEach((call, at) => {
    const request = ours[at];
    if (request !== undefined) found.push(...messageDifferences(call, request));
  });
  return found.length === 0 ? 'same' : found.join(', ');
}

function messageDifferences(recorded: RecordedCall, ours: Request): readonly string[] {
  const [protocolVersion, correlationId] = recorded.args;
  const found: string[] = [];
  if (ours.protocolVersion !== protocolVersion) found.push('protocol version');
  // A cancel has an id of its own, new each time.
  const ownId = recorded.method === 'cancelInteractiveFlow';
  if (!ownId && ours.correlationId !== correlationId) found.push('correlation id');
  const [theirs, our] = [recorded.parsedRequest, ours.body].map(comparable);
  if (isDeepStrictEqual(theirs, our)) return found;
  const [theirPath, ourPath] = [theirs, our].map(pathOf);
  const onlyPath = isDeepStrictEqual(withoutPath(theirs ?? {}), withoutPath(our ?? {}));
  if (onlyPath && theirPath === '' && ourPath === '/') return [...found, 'an empty path is `/`'];
  return [...found, `body: ${JSON.stringify(our)}`];
}

/** The product is ours by design, ids and times are new each time. */
function comparable(body: Json): Json {
  const text = JSON.stringify(body)
    .replace(/("x-client-xtra-sku":"(?!entra-broker)[^|]*\|[^,"]*),[^"]*/, '$1')
    .replace(/("x-client-xtra-sku":")entra-broker\|[^"]*/, '$1|')
    .replace(/(session_correlation_id\\":\\")[^\\]*/, '$1')
    .replace(/(\\"ts\\":\\")[^\\]*/, '$1');
  return JSON.parse(text) as Json;
}

function proofOf(body: Json): Json {
  const parameters = body['authParameters'] as { popParams?: Json | null } | undefined;
  return parameters?.popParams ?? {};
}

function pathOf(body: Json | undefined): unknown {
  return proofOf(body ?? {})['uriPath'];
}

function withoutPath(body: Json): Json {
  const copy = structuredClone(body) as { authParameters?: { popParams?: { uriPath?: string } } };
  delete copy.authParameters?.popParams?.uriPath;
  return copy;
}

/** The names of the differences in what the app gets, or `same`. */
export function resultAgreement(recorded: ResponseCapture['clientResult'], ours: Replayed): string {
  const theirs = recorded.err;
  if (theirs !== undefined || ours.failure !== undefined) {
    const expected = theirs && {
      status: theirs.errorStatus,
      code: theirs.errorCode,
      tag: theirs.errorTag,
    };
    return isDeepStrictEqual(expected, ours.failure) ? 'same' : differentFailure(ours);
  }
  const fields = Object.entries(recorded.props).filter(
    ([name, value]) => !isDeepStrictEqual(shown(name, value), shown(name, ours.result[name])),
  );
  const names = fields.map(([name]) => name).join(' ');
  if (names === 'telemetryData' && tellsOfBroker(ours)) return 'sign-out asks the broker';
  return names === '' ? 'same' : `fields: ${names}`;
}

/** Whether the telemetry differs by that: the original's sign-out asks nobody. */
function tellsOfBroker({ result }: Replayed): boolean {
  const telemetry = telemetryOf(String(result['telemetryData']));
  return telemetry['api_name'] === 'SignOut' && telemetry['broker_app_used'] === 'true';
}

const canceled = { status: 8, code: 0, tag: 0 };
/** Tag 4vt9f. */
const anotherUser = { status: 2, code: 0, tag: 508901573 };

function differentFailure({ failure }: Replayed): string {
  if (isDeepStrictEqual(failure, canceled)) return 'canceled at once';
  if (isDeepStrictEqual(failure, anotherUser)) return 'another user is refused';
  return JSON.stringify(failure);
}

const accountFields = [
  ...['accountId', 'homeAccountId', 'environment', 'realm', 'localAccountId', 'username'],
  ...['givenName', 'familyName', 'middleName', 'displayName', 'homeEnvironment', 'clientInfo'],
];

function shown(name: string, value: unknown): unknown {
  switch (name) {
    case 'account':
      return accountOf(value as Json);
    case 'accounts':
      return (value as Json[]).map(accountOf);
    case 'grantedScopes':
      return String(value).split(' ').sort();
    case 'telemetryData':
      return telemetryOf(String(value));
    default:
      return value;
  }
}

function accountOf(account: Json): Json {
  const extra = JSON.parse(String(account['additionalFieldsJson'])) as Json;
  return {
    ...Object.fromEntries(accountFields.map((field) => [field, account[field]])),
    additional: Object.fromEntries(
      Object.entries(extra).filter(([name]) => !['debug_info', 'astatus'].includes(name)),
    ),
  };
}

/** What both report; the rest are the versions of the original's parts. */
function telemetryOf(json: string): Json {
  const telemetry = JSON.parse(json) as Json;
  const names = ['api_name', 'broker_app_used', 'client_id', 'correlation_id', 'is_successful'];
  return Object.fromEntries(names.map((name) => [name, telemetry[name]]));
}
