// SPDX-License-Identifier: MIT
import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Installation } from './installation.js';
import { checkout, pack } from './tarball.js';

const folder = mkdtempSync(join(tmpdir(), 'entra-broker-install-'));
const installation = new Installation(join(folder, 'program'));

beforeAll(() => {
  installation.install([pack('.', folder).file, pack('simulator', folder).file]);
}, 240_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it.each(['sign-in.mjs', 'sign-in.cjs'])(
  'signs in from a folder without compiler and install scripts: %s',
  (program) => {
    const { stdout, stderr, status } = installation.runWithSimulator(program);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({
      available: true,
      channel: 'dbus',
      tokenSource: 'broker',
      signedIn: true,
      oneErrorClass: true,
    });
  },
  90_000,
);

it('compiles in a strict program that has no msal-node, as a module and as CommonJS', () => {
  for (const name of ['@types', 'undici-types']) {
    const target = join(installation.folder, 'node_modules', name);
    rmSync(target, { recursive: true, force: true });
    if (name === '@types') {
      mkdirSync(target);
      symlinkSync(join(checkout, 'node_modules', name, 'node'), join(target, 'node'));
    } else symlinkSync(join(checkout, 'node_modules', name), target);
  }
  expect(existsSync(join(installation.folder, 'node_modules', '@azure'))).toBe(false);
  const tsc = join(checkout, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout, status } = installation.run([tsc, '-p', 'tsconfig.json']);
  expect({ status, stdout }).toEqual({ status: 0, stdout: '' });
}, 90_000);
