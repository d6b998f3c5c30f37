// SPDX-License-Identifier: MIT
import { isObject, member, nonEmptyString } from '../identity-broker/untrusted-json.js';

// The channel promises types (channels/wam/calls.ts); the decoders believe none of them.

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
