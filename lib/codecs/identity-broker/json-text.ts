// SPDX-License-Identifier: MIT

/** What a request is made of. A member that is undefined is left out. */
export type JsonValue =
  | string
  | number
  | bigint
  | boolean
  | null
  | readonly JsonValue[]
  | { readonly [name: string]: JsonValue | undefined };

/**
 * Compact JSON with sorted names, which is what Microsoft's client sends. A bigint becomes a plain
 * integer: a window handle has 64 bits, and a number would round it.
 */
export function jsonText(value: JsonValue): string {
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (isList(value)) return `[${value.map(jsonText).join(',')}]`;
  const members = Object.entries(value).flatMap(([name, member]) =>
    member === undefined ? [] : [[name, jsonText(member)] as const],
  );
  members.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${members.map(([name, text]) => `${JSON.stringify(name)}:${text}`).join(',')}}`;
}

/** The same JSON, sorted and compact. Text that is no JSON, or too deep to walk, stays as it is. */
export function sortedJson(text: string): string {
  try {
    return jsonText(JSON.parse(text) as JsonValue);
  } catch {
    return text;
  }
}

// Array.isArray does not narrow a readonly array out of a union.
function isList(value: object): value is readonly JsonValue[] {
  return Array.isArray(value);
}
