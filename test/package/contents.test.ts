// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout, compiled, filesIn, pack, type Tarball } from './tarball.js';

const folder = mkdtempSync(join(tmpdir(), 'entra-broker-pack-'));
const prebuild = `prebuilds/${process.platform}-${process.arch}/entra-broker.glibc.node`;
/** Made by another command, and looked at in test/windows-build: packed where they are there. */
const windowsPrebuilds = ['arm64', 'ia32', 'x64']
  .map((architecture) => `prebuilds/win32-${architecture}/entra-broker.node`)
  .filter((path) => existsSync(join(checkout, path)));
let library: Tarball;
let simulator: Tarball;
let runtime: Tarball;

beforeAll(() => {
  library = pack('.', folder);
  simulator = pack('simulator', folder);
  runtime = pack('compat/msal-node-runtime', folder);
}, 180_000);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('packs what a user of the library needs, and nothing else', () => {
  const documents = ['CHANGELOG.md', 'LICENSE', 'README.md', 'SECURITY.md', 'package.json'];
  const binaries = [prebuild, ...windowsPrebuilds];
  expect(library.content).toEqual([...compiled('lib'), ...documents, ...binaries].sort());
});

it('packs what a user of the simulator needs, and nothing else', () => {
  const data = filesIn('simulator', ['bin', 'launch', 'page', 'scenarios']);
  const documents = ['LICENSE', 'README.md', 'package.json', 'scenario.schema.json'];
  expect(simulator.content).toEqual([...compiled('simulator/src'), ...documents, ...data].sort());
});

it("packs what stands for Microsoft's runtime, and nothing else", () => {
  const documents = ['LICENSE', 'README.md', 'package.json'];
  expect(runtime.content).toEqual([...documents, 'index.d.ts', 'index.js'].sort());
});

it('ships a binary that knows no test and no simulator', () => {
  const binary = readFileSync(join(checkout, prebuild), 'latin1');
  expect(binary).toContain('napi_register_module_v1');
  expect(binary.match(/simulat|for_?test|test_?hook|fault_?inject/gi)).toBeNull();
});

it('ships a binary that asks for nothing but the C library', () => {
  const { stdout } = spawnSync('readelf', ['--dynamic', join(checkout, prebuild)], {
    encoding: 'utf8',
  });
  const needed = [...stdout.matchAll(/\(NEEDED\).*\[(.*)\]/g)].map((match) => match[1]);
  expect(needed).toContain('libc.so.6');
  const others = needed.filter((name) => !/^(lib(c|m|dl|pthread)\.so|ld-linux)/.test(name ?? ''));
  expect(others).toEqual([]);
});

const packages: readonly (readonly [name: string, packed: () => Tarball])[] = [
  ['entra-broker', () => library],
  ['entra-broker-simulator', () => simulator],
  ['entra-broker-msal-node-runtime', () => runtime],
];

it.each(packages)('publint finds nothing in %s', (_name, packed) => {
  const { file } = packed();
  const publint = join(checkout, 'node_modules', 'publint', 'src', 'cli.js');
  const report = spawnSync(process.execPath, [publint, 'run', file, '--strict'], {
    encoding: 'utf8',
  });
  expect({ status: report.status, text: report.stdout }).toEqual({
    status: 0,
    text: expect.stringContaining('All good!') as string,
  });
});

it.each(packages)('attw finds nothing in %s', (_name, packed) => {
  const { file } = packed();
  const attw = join(checkout, 'node_modules', '@arethetypeswrong', 'cli', 'dist', 'index.js');
  const report = spawnSync(process.execPath, [attw, file], { encoding: 'utf8' });
  expect({ status: report.status, text: report.stdout }).toEqual({
    status: 0,
    text: expect.stringContaining('No problems found') as string,
  });
});
