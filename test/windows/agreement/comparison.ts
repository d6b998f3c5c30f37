// SPDX-License-Identifier: MIT
import { isDeepStrictEqual } from 'node:util';
import type { WamCall, WamRequest } from '../stand-in/wire.js';
import type { RecordedCall } from '../support/captures.js';
import { otherProperties } from './differences.js';
import type { RuntimeResult } from './runtime-call.js';

// Each difference between what was recorded of Microsoft's client and what this library does, by a
// name of a few words; differences.ts says which are meant.

type Call = Pick<
  WamCall,
  | 'call'
  | 'providerId'
  | 'authority'
  | 'provider'
  | 'clientId'
  | 'accountId'
  | 'request'
  | 'webAccountId'
  | 'hwnd'
>;

/** Looks for something and changes nothing; how often that is done is each client's own affair. */
const lookups = /^Find(AccountProvider|AllAccounts)/;

/** Whether the plug-in for work and school accounts is there, which is looked at once. */
const lookAtPlugin = 'FindAccountProviderWithAuthorityAsync organizations';

/** The names of the differences in what WAM was asked; `window` is the caller's, with each client. */
export function askedDifferently(
  recorded: { readonly calls: readonly RecordedCall[]; readonly window: number },
  ours: { readonly calls: readonly Call[]; readonly window: number },
): readonly string[] {
  const theirs = comparable(recorded.calls as readonly Call[], recorded.window);
  const own = comparable(ours.calls, ours.window);
  return [...lookedUpDifferently(theirs, own), ...requestedDifferently(theirs, own)];
}

type Comparable = Readonly<Record<string, unknown>> & { readonly call: string };

function comparable(calls: readonly Call[], window: number): readonly Comparable[] {
  return calls
    .filter(({ call }) => isOfWam(call))
    .map(({ call, request, provider, providerId, authority, hwnd, ...others }) => {
      const { clientId, accountId, webAccountId } = others;
      const parts = {
        ...{ providerId, authority, clientId, accountId, webAccountId },
        provider: provider?.authority,
        request: request && contentOf(request),
        hwnd: hwnd === undefined ? undefined : hwnd === window ? 'own' : 'another',
      };
      const given = Object.entries(parts).filter(([, value]) => value !== undefined);
      return { call, ...Object.fromEntries(given) };
    });
}

/** Marks have no call, and others are of classes beside WAM's; a monitor asks for nothing. */
function isOfWam(call: string | undefined): call is string {
  const others = /^(activate|DispatcherQueue.*|ApiInformation.*|CreateWebAccountMonitor)$/;
  return call !== undefined && !others.test(call);
}

function contentOf(request: WamRequest): unknown {
  const { Properties, ...rest } = request;
  const kept = Object.entries(Properties).filter(([name]) => !(name in otherProperties));
  return { ...rest, Properties: Object.fromEntries(kept) };
}

function lookedUpDifferently(
  theirs: readonly Comparable[],
  ours: readonly Comparable[],
): readonly string[] {
  const [left, more] = [missingFrom(ours, theirs), missingFrom(theirs, ours)];
  return [
    ...left.map((look) => `does not ask ${nameOf(look)}`),
    ...more.flatMap((look) => (nameOf(look) === lookAtPlugin ? [] : [`also asks ${nameOf(look)}`])),
  ];
}

/** Lookups of the one that the other never makes. */
function missingFrom(
  those: readonly Comparable[],
  these: readonly Comparable[],
): readonly Comparable[] {
  const known = those.map((one) => JSON.stringify(one));
  const missing = these.filter((one) => lookups.test(one.call));
  return missing.filter(
    (one, at) =>
      !known.includes(JSON.stringify(one)) &&
      missing.findIndex((other) => isDeepStrictEqual(other, one)) === at,
  );
}

function nameOf({ call, provider, authority, providerId }: Comparable): string {
  const of = [provider, authority, providerId].find((part) => part !== undefined && part !== '');
  return `${call} ${String(of)}`;
}

function requestedDifferently(
  theirs: readonly Comparable[],
  ours: readonly Comparable[],
): readonly string[] {
  const asked = requestsAmong(theirs);
  const own = requestsAmong(ours);
  const names = own.map(({ call }) => call);
  if (
    !isDeepStrictEqual(
      names,
      asked.map(({ call }) => call),
    )
  ) {
    return [`calls: ${names.length === 0 ? 'none' : names.join(' ')}`];
  }
  return own.flatMap((call, at) =>
    isDeepStrictEqual(call, asked[at]) ? [] : [`${call.call}: ${JSON.stringify(call)}`],
  );
}

function requestsAmong(calls: readonly Comparable[]): readonly Comparable[] {
  return calls.filter(({ call }) => !lookups.test(call));
}

/** The names of the differences in what the app got. */
export function answeredDifferently(
  recorded: RuntimeResult,
  ours: RuntimeResult,
): readonly string[] {
  if (recorded.error !== null || ours.error !== null) {
    return failedDifferently(recorded.error, ours.error);
  }
  const names = new Set([...Object.keys(recorded), ...Object.keys(ours)]);
  names.delete('idToken');
  return [...names]
    .filter((name) => !isDeepStrictEqual(shown(name, recorded[name]), shown(name, ours[name])))
    .map((name) => `result: ${name}`);
}

type Failure = RuntimeResult['error'];

function failedDifferently(recorded: Failure, ours: Failure): readonly string[] {
  const [theirs, own] = [recorded, ours].map(tripleOf);
  if (theirs !== own) return [`error: ${own ?? ''}`];
  // Where Microsoft's client has words of its own, so has this library.
  const isOfWam = recorded?.errorContext === 'fake provider error';
  return isOfWam && ours?.errorContext !== recorded.errorContext ? ['words of the error'] : [];
}

function tripleOf(error: Failure): string {
  if (error === null) return 'none';
  const { errorStatus, errorCode, errorTag } = error;
  return [errorStatus, errorCode, errorTag].join(' ');
}

function shown(name: string, value: unknown): unknown {
  switch (name) {
    case 'account':
      return accountOf(value as Readonly<Record<string, unknown>>);
    case 'accounts':
      return (value as readonly Readonly<Record<string, unknown>>[])
        .map(accountOf)
        .map((account) => JSON.stringify(account))
        .sort();
    case 'grantedScopes':
      return typeof value === 'string' ? value.split(' ').sort() : value;
    default:
      return value;
  }
}

/** Microsoft's client adds two fields of its own to the claims: a text for debugging, and a status. */
function accountOf({ additionalFieldsJson, ...account }: Readonly<Record<string, unknown>>) {
  const fields = JSON.parse(String(additionalFieldsJson)) as Readonly<Record<string, unknown>>;
  const claims = Object.entries(fields).filter(
    ([name]) => name !== 'debug_info' && name !== 'astatus',
  );
  return { ...account, claims: Object.fromEntries(claims) };
}
