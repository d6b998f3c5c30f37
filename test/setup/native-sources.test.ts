// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checkout } from './machine.js';

it('lists every C++ source in native/sources.json, for both builds', () => {
  const text = readFileSync(join(checkout, 'native', 'sources.json'), 'utf8');
  const listed = Object.values(JSON.parse(text) as Record<string, string[]>).flat();
  const present = readdirSync(join(checkout, 'native'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.(cc|mm)$/.test(name))
    .map((name) => join('native', name));
  expect([...listed].sort()).toEqual([...present].sort());
});
