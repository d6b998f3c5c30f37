// SPDX-License-Identifier: MIT

type Given<T> = Partial<{ readonly [K in keyof T]: Exclude<T[K], undefined> }>;

/** The fields that have a value: none of them is there and undefined. */
export function given<T extends object>(fields: T): Given<T> {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined);
  return Object.fromEntries(entries) as Given<T>;
}
