// SPDX-License-Identifier: MIT

/** An object that came from another process: any member may be missing or of any type. */
export type UntrustedObject = Readonly<Record<string, unknown>>;

export type ParsedObject =
  | { readonly ok: true; readonly object: UntrustedObject }
  | { readonly ok: false; readonly problem: string };

// Real replies have six levels; whoever walks a value that we pass on must not run out of stack.
const deepest = 64;

/** Parses the text of one JSON object. Never throws; `problem` completes "the reply …". */
export function parseObject(text: string): ParsedObject {
  const json = text.startsWith('\uFEFF') ? text.slice(1) : text;
  if (json.trim() === '') return { ok: false, problem: 'is empty' };
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return { ok: false, problem: 'is not JSON' };
  }
  if (!isObject(value)) return { ok: false, problem: 'is JSON, but no object' };
  if (!makeSafe(value, deepest)) {
    return { ok: false, problem: `is nested deeper than ${String(deepest)} levels` };
  }
  return { ok: true, object: value };
}

export function isObject(value: unknown): value is UntrustedObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The member, if the object itself has one: names like `constructor` are not inherited. */
export function member(object: UntrustedObject, name: string): unknown {
  return Object.hasOwn(object, name) ? object[name] : undefined;
}

export function nonEmptyString(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** An integer, as a number or as its digits in a string; fractions are cut off. */
export function integer(value: unknown): number | undefined {
  let number = Number.NaN;
  if (typeof value === 'number') number = value;
  if (typeof value === 'string' && /^\s*-?\d+(\.\d+)?\s*$/.test(value)) number = Number(value);
  return Number.isFinite(number) ? Math.trunc(number) : undefined;
}

/**
 * Removes own members called `__proto__`, which JSON.parse creates and which would become a
 * prototype in a caller's Object.assign. False if the value is nested too deep.
 */
function makeSafe(value: unknown, levels: number): boolean {
  if (typeof value !== 'object' || value === null) return true;
  if (levels === 0) return false;
  if (Object.hasOwn(value, '__proto__')) Reflect.deleteProperty(value, '__proto__');
  return Object.values(value).every((child) => makeSafe(child, levels - 1));
}
