// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

interface Equipment {
  readonly package: string;
  readonly why: string;
  readonly suites: readonly string[];
}

/** The Debian packages of this suite in words; the list is that of the set-up. */
export function neededEquipment(): string {
  const file = join(__dirname, '../../scripts/setup/equipment.json');
  const all = JSON.parse(readFileSync(file, 'utf8')) as readonly Equipment[];
  return all
    .filter(({ suites }) => suites.includes('interop'))
    .map((item) => `${item.package} (${item.why})`)
    .join(', ');
}
