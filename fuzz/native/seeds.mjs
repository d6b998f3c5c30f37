// SPDX-License-Identifier: MIT
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { lies, nonsense, truth } from '../bus/lies.mjs';
import { Random } from '../random.mjs';

const addresses = [
  'unix:path=/tmp/nobody/bus',
  'unix:abstract=/tmp/dbus-nobody,guid=0123456789abcdef0123456789abcdef',
  'unix:path=/a%20b;tcp:host=127.0.0.1,port=1',
  'tcp:host=localhost,port=1,family=ipv6',
  'tcp:host=::1,port=65536',
  'unixexec:path=/bin/false,argv1=x',
  'autolaunch:',
  'launchd:env=A',
  `unix:path=/${'x'.repeat(107)}`,
  ';;unix:path=;',
];

const verbs = [
  'Hello',
  'NameHasOwner',
  'GetNameOwner',
  'ListActivatableNames',
  'Ping',
  'getAccounts',
];

/**
 * Inputs from which libFuzzer starts, for each fuzzer by its name.
 * @type {Readonly<Record<string, () => readonly Buffer[]>>}
 */
export const seeds = {
  bus_address: () => addresses.map((address) => Buffer.from(address)),
  bus_message: () => {
    const random = new Random(1);
    const asked = verbs.map((member) => ({ type: 1, serial: 5, member, destination: '' }));
    return asked.flatMap((each) => [
      truth(each),
      ...Array.from({ length: 60 }, () => [
        ...lies(each, random),
        ...nonsense(each, random),
      ]).flat(),
    ]);
  },
  call_table: () => [Buffer.alloc(64, 7), new Random(2).bytes(200)],
};

/** @param {string} fuzzer @param {string} folder */
export function writeSeeds(fuzzer, folder) {
  mkdirSync(folder, { recursive: true });
  const small = (seeds[fuzzer]?.() ?? []).filter(({ length }) => length <= 4096);
  for (const [index, seed] of small.entries()) writeFileSync(join(folder, `seed-${index}`), seed);
}
