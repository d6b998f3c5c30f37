// SPDX-License-Identifier: MIT
import { isDeepStrictEqual } from 'node:util';
import { type Difference, type DifferenceName, differences } from './differences.js';

/** Values by the path of their field, as `a.b.0.c`. An empty object or list counts as a value. */
export type Fields = ReadonlyMap<string, unknown>;

export function fieldsOf(value: unknown, path: string): Fields {
  const members = typeof value === 'object' && value !== null ? Object.entries(value) : [];
  if (members.length === 0) return new Map([[path, value]]);
  return new Map(members.flatMap(([name, member]) => [...fieldsOf(member, `${path}.${name}`)]));
}

/** The names of the differences, each once; one that has no name is shown with its values. */
export function differencesBetween(microsofts: Fields, ours: Fields): readonly string[] {
  const fields = new Set([...microsofts.keys(), ...ours.keys()]);
  const names = [...fields].flatMap((field) => {
    const [theirValue, ourValue] = [microsofts.get(field), ours.get(field)];
    if (isDeepStrictEqual(theirValue, ourValue)) return [];
    const named = nameOf(field, theirValue, ourValue);
    return [named ?? `${field}: ${JSON.stringify(theirValue)} | ${JSON.stringify(ourValue)}`];
  });
  return [...new Set(names)].sort();
}

function nameOf(field: string, microsofts: unknown, ours: unknown): DifferenceName | undefined {
  const entries = Object.entries(differences) as [DifferenceName, Difference][];
  return entries.find(([, difference]) => {
    const where = difference.field;
    const here = typeof where === 'string' ? where === field : where.test(field);
    return here && difference.holds(microsofts, ours);
  })?.[0];
}
