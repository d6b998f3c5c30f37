// SPDX-License-Identifier: MIT
import { format, inspect } from 'node:util';

const everything = { depth: Infinity, maxArrayLength: null, maxStringLength: null, getters: true };

/** All that a log or a crash report would have of a value, without asking for its properties. */
export function printed(value: unknown): string {
  return [
    inspect(value, everything),
    inspect(value, { ...everything, showHidden: true, compact: false }),
    inspect([{ nested: new Map([['value', value]]) }], everything),
    format('%s %o %O', value, value, value),
  ].join('\n');
}

/** The same of an error, whose properties are for logs as well: all of them, down to the cause. */
export function shownOf(error: unknown): string {
  if (!(error instanceof Error)) return printed(error);
  const properties = Reflect.ownKeys(error).map((key) => printed(Reflect.get(error, key)));
  const cause = error.cause === undefined ? '' : shownOf(error.cause);
  const texts = [String(error), error.stack ?? '', JSON.stringify(error), printed(error)];
  return [...texts, ...properties, cause].join('\n');
}

/** Ways in which one value comes back in somebody's text. */
export function disguises(secret: string): readonly string[] {
  return [
    secret,
    // Of a token nothing is left then.
    ...(secret.length > 40 ? [] : [secret.toUpperCase()]),
    encodeURIComponent(secret),
    JSON.stringify(secret),
    JSON.stringify(JSON.stringify(secret)),
  ];
}

/** The secrets of which a text shows one, as it is or in disguise. */
export function found(text: string, secrets: readonly string[]): readonly string[] {
  const shown = text.toLowerCase();
  return secrets.filter((secret) => {
    const inner = JSON.stringify(secret).slice(1, -1);
    const forms = [secret, encodeURIComponent(secret), inner, JSON.stringify(inner).slice(1, -1)];
    return forms.some((form) => shown.includes(form.toLowerCase()));
  });
}
