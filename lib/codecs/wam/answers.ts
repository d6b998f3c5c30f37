// SPDX-License-Identifier: MIT
import { isObject, member, nonEmptyString } from '../identity-broker/untrusted-json.js';

/**
 * What the channel brings back from WAM, property by property. These types say what the channel
 * promises; the decoders believe none of it.
 */
export type TextMap = Readonly<Record<string, string>>;

export interface WebAccountAnswer {
  /** WAM's own id for the account; another one for each client id. */
  readonly id: string;
  readonly userName: string;
  readonly properties: TextMap;
}

export interface ProviderErrorAnswer {
  /** Unsigned. */
  readonly code: number;
  readonly message: string;
}

/** A WebTokenRequestResult. */
export interface TokenAnswer {
  /** WebTokenRequestStatus. */
  readonly status: number;
  readonly error: ProviderErrorAnswer | null;
  /** The first WebTokenResponse; null where WAM gave none. */
  readonly response: {
    readonly token: string;
    readonly account: WebAccountAnswer | null;
    readonly properties: TextMap;
    readonly error: ProviderErrorAnswer | null;
  } | null;
}

/** A FindAllAccountsResult. */
export interface AccountsAnswer {
  /** FindAllWebAccountsStatus. */
  readonly status: number;
  readonly accounts: readonly WebAccountAnswer[];
  readonly error: ProviderErrorAnswer | null;
}

/** Longest token that is taken; access tokens of 3 MB have been seen to work. */
const longestToken = 4_194_304;
/** Longest of everything else: ids, names, scopes, times. */
const longestDetail = 65_536;

/** A member that is text, not empty and not longer than anything of its kind. */
export function detail(object: unknown, name: string): string | undefined {
  return boundedText(object, name, longestDetail);
}

export function tokenText(object: unknown, name: string): string | undefined {
  return boundedText(object, name, longestToken);
}

/** The first part of a text that is only shown. */
export function words(object: unknown, name: string): string {
  const text = isObject(object) ? member(object, name) : undefined;
  return typeof text === 'string' ? text.slice(0, longestDetail) : '';
}

/** A member, of whatever type; undefined where there is no object to begin with. */
export function part(object: unknown, name: string): unknown {
  return isObject(object) ? member(object, name) : undefined;
}

function boundedText(object: unknown, name: string, longest: number): string | undefined {
  const text = nonEmptyString(part(object, name));
  return text === undefined || text.length > longest ? undefined : text;
}
