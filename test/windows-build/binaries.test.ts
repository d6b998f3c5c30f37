// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from '../support/program.js';
import { PeFile } from './pe-file.js';

/** x64 is executed by the tests beside this one; the others were linked, and not executed. */
const architectures = ['x64', 'ia32', 'arm64'] as const;

/** Loaded with the addon: parts of every Windows 10, and of Server Core. */
const allowed = /^(kernel32|user32|advapi32|api-ms-win-crt-[a-z]+-l1-1-0)\.dll$/;
const largest = 1_000_000;

const pathOf = (architecture: string): string =>
  join('prebuilds', `win32-${architecture}`, 'entra-broker.node');

beforeAll(() => {
  execFileSync('npm', ['run', 'prebuild:windows'], { cwd: checkout, stdio: ['ignore', 2, 2] });
}, 18 * 60_000);

describe.each(architectures)('the binary for win32-%s', (architecture) => {
  let binary: PeFile;

  beforeAll(() => {
    binary = new PeFile(join(checkout, pathOf(architecture)));
  });

  it('is made for that architecture', () => {
    expect(binary.architecture).toBe(architecture);
  });

  it('asks for nothing but what every Windows has, and not for its host by name', () => {
    expect(binary.libraries).toContain('kernel32.dll');
    expect(binary.libraries.filter((name) => !allowed.test(name))).toEqual([]);
    expect(binary.hasDelayedLibraries).toBe(false);
  });

  it('exports what Node looks for, and nothing else', () => {
    expect(binary.exports).toEqual([
      'napi_register_module_v1',
      'node_api_module_get_api_version_v1',
    ]);
  });

  it('executes no data, and lies where nobody can foretell', () => {
    const wide = architecture === 'ia32' ? [] : ['highEntropyAddresses'];
    expect(binary.protections).toEqual([...wide, 'randomAddresses', 'noExecutableData']);
  });

  it('knows no path of the machine that built it, no test and no simulator', () => {
    const folders = [checkout, `${homedir()}/`, `${tmpdir()}/`, 'build-windows', 'node_modules'];
    const known = folders.filter((folder) => binary.text.includes(folder));
    expect(known).toEqual([]);
    expect(binary.text.match(/simulat|stand_?in|for_?test|test_?hook|fault_?inject/gi)).toBeNull();
  });

  it(`is smaller than ${largest} bytes`, () => {
    expect(binary.size).toBeLessThan(largest);
  });
});

it('packs the binaries of all three for npm', () => {
  const args = ['pack', '--dry-run', '--json', '--ignore-scripts'];
  const output = execFileSync('npm', args, {
    cwd: checkout,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const [report] = JSON.parse(output) as { files: { path: string }[] }[];
  const packed = report?.files.map((file) => file.path);
  expect(packed).toEqual(expect.arrayContaining(architectures.map(pathOf)));
});

it('makes nothing anew where nothing has changed', () => {
  const output = execFileSync(process.execPath, ['scripts/prebuild-windows.mjs'], {
    cwd: checkout,
    encoding: 'utf8',
  });
  expect(output).toBe('');
});
