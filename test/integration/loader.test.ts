// SPDX-License-Identifier: MIT
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import path from 'node:path';
import { checkout, runProgram } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

const built = path.join(checkout, 'build', 'Release');
const binary = readdirSync(built).find((name) => name.endsWith('.node')) ?? '';
const tuple = `linux-${process.arch}`;

/** The package as it is installed: compiled files, and one prebuilt binary. */
class InstalledPackage implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly root = this.#folder.file('program/node_modules/entra-broker');
  readonly prebuilt = path.join(this.root, 'prebuilds', tuple, 'entra-broker.glibc.node');
  readonly program = this.#folder.file('program');

  constructor() {
    mkdirSync(path.dirname(this.prebuilt), { recursive: true });
    cpSync(path.join(built, binary), this.prebuilt);
    cpSync(path.join(checkout, 'dist'), path.join(this.root, 'dist'), { recursive: true });
    cpSync(path.join(checkout, 'package.json'), path.join(this.root, 'package.json'));
    const tool = path.join('node_modules', 'node-gyp-build');
    cpSync(path.join(checkout, tool), path.join(this.program, tool), { recursive: true });
    // Reached by its path: programs cannot import it, and need not.
    const load = path.join(checkout, 'test/integration/programs/load.cjs');
    cpSync(load, path.join(this.program, 'load.cjs'));
  }

  /** A folder outside of the package, with a binary that works. */
  elsewhere(): string {
    const folder = this.#folder.file('elsewhere');
    const target = path.join(folder, 'prebuilds', tuple);
    mkdirSync(target, { recursive: true });
    cpSync(path.join(built, binary), path.join(target, 'entra-broker.glibc.node'));
    return folder;
  }

  async load(environment: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const ending = await runProgram('load.cjs', { folder: this.program, environment });
    expect(ending).toMatchObject({ code: 0, stdout: '', stderr: '' });
    return ending.report;
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}

it('loads the binary of the package', async () => {
  using installed = new InstalledPackage();
  expect(await installed.load()).toEqual({ file: installed.prebuilt });
});

it('loads its own binary where a variable only insists on prebuilt ones', async () => {
  using installed = new InstalledPackage();
  expect(await installed.load({ PREBUILDS_ONLY: '1' })).toEqual({ file: installed.prebuilt });
});

it.each([{}, { PREBUILDS_ONLY: '1' }])(
  'refuses a binary that ENTRA_BROKER_PREBUILD points to, with %p',
  async (variables) => {
    using installed = new InstalledPackage();
    const folder = installed.elsewhere();
    expect(await installed.load({ ...variables, ENTRA_BROKER_PREBUILD: folder })).toMatchObject({
      code: 'dependency_missing',
      message: expect.stringMatching(
        /refuses a native module from outside.*unset ENTRA_BROKER_PREBUILD/,
      ) as unknown,
    });
  },
);

it('refuses a binary outside that a link inside leads to', async () => {
  using installed = new InstalledPackage();
  const outside = path.join(installed.elsewhere(), 'prebuilds', tuple, 'entra-broker.glibc.node');
  rmSync(installed.prebuilt);
  symlinkSync(outside, installed.prebuilt);
  expect(await installed.load()).toMatchObject({ code: 'dependency_missing' });
});

it('takes its own binary where the package itself is reached through a link', async () => {
  using installed = new InstalledPackage();
  const store = `${installed.root}-store`;
  renameSync(installed.root, store);
  symlinkSync(store, installed.root);
  const found = await installed.load();
  expect(found).toEqual({ file: installed.prebuilt.replace(installed.root, store) });
});

it.each([{ npm_config_arch: 'mips' }, { npm_config_platform: 'win32' }, { LIBC: 'musl' }])(
  'says what it has where variables ask for another platform: %p',
  async (environment) => {
    using installed = new InstalledPackage();
    expect(await installed.load(environment)).toMatchObject({
      code: 'dependency_missing',
      hint: expect.stringContaining(tuple) as unknown,
    });
  },
);

it('says what to do where there is no binary at all', async () => {
  using installed = new InstalledPackage();
  rmSync(path.join(installed.root, 'prebuilds'), { recursive: true });
  expect(existsSync(installed.prebuilt)).toBe(false);
  expect(await installed.load()).toMatchObject({
    code: 'dependency_missing',
    hint: expect.stringMatching(/binaries for: nothing.*npm run build/) as unknown,
  });
});
