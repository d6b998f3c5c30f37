// SPDX-License-Identifier: MIT
import { cpSync, existsSync, renameSync, rmSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { addBinary, installPackage, tuple } from '../support/installed-package.js';
import { checkout, runProgram } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

/** A program that loads the addon of the package that is installed beside it. */
class LoadingProgram implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly folder = this.#folder.file('program');
  readonly root: string;
  readonly prebuilt: string;

  constructor() {
    const { root, binary } = installPackage(this.folder);
    this.root = root;
    this.prebuilt = binary;
    // Reached by its path: programs cannot import it, and need not.
    const load = path.join(checkout, 'test/integration/programs/load.cjs');
    cpSync(load, path.join(this.folder, 'load.cjs'));
  }

  /** A folder outside of the package, with a binary that works. */
  elsewhere(): string {
    const folder = this.#folder.file('elsewhere');
    addBinary(folder);
    return folder;
  }

  async load(environment: Readonly<Record<string, string>> = {}): Promise<unknown> {
    const ending = await runProgram('load.cjs', { folder: this.folder, environment });
    expect(ending).toMatchObject({ code: 0, stdout: '', stderr: '' });
    return ending.report;
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}

it('loads the binary of the package', async () => {
  using installed = new LoadingProgram();
  expect(await installed.load()).toEqual({ file: installed.prebuilt });
});

it('loads its own binary where a variable only insists on prebuilt ones', async () => {
  using installed = new LoadingProgram();
  expect(await installed.load({ PREBUILDS_ONLY: '1' })).toEqual({ file: installed.prebuilt });
});

it.each([{}, { PREBUILDS_ONLY: '1' }])(
  'refuses a binary that ENTRA_BROKER_PREBUILD points to, with %p',
  async (variables) => {
    using installed = new LoadingProgram();
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
  using installed = new LoadingProgram();
  const outside = path.join(installed.elsewhere(), 'prebuilds', tuple, 'entra-broker.glibc.node');
  rmSync(installed.prebuilt);
  symlinkSync(outside, installed.prebuilt);
  expect(await installed.load()).toMatchObject({ code: 'dependency_missing' });
});

it('takes its own binary where the package itself is reached through a link', async () => {
  using installed = new LoadingProgram();
  const store = `${installed.root}-store`;
  renameSync(installed.root, store);
  symlinkSync(store, installed.root);
  const found = await installed.load();
  expect(found).toEqual({ file: installed.prebuilt.replace(installed.root, store) });
});

it.each([{ npm_config_arch: 'mips' }, { npm_config_platform: 'win32' }, { LIBC: 'musl' }])(
  'says what it has where variables ask for another platform: %p',
  async (environment) => {
    using installed = new LoadingProgram();
    expect(await installed.load(environment)).toMatchObject({
      code: 'dependency_missing',
      hint: expect.stringContaining(`${tuple} (glibc)`) as unknown,
    });
  },
);

it('says what to do where there is no binary at all', async () => {
  using installed = new LoadingProgram();
  rmSync(path.join(installed.root, 'prebuilds'), { recursive: true });
  expect(existsSync(installed.prebuilt)).toBe(false);
  expect(await installed.load()).toMatchObject({
    code: 'dependency_missing',
    message: expect.stringContaining(`for ${tuple} (glibc)`) as unknown,
    hint: expect.stringMatching(/binaries for: nothing.*npm run build/) as unknown,
  });
});
