// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { INativeBrokerPlugin } from '@azure/msal-node';
import { TemporaryFolder } from '../../support/temporary-folder.js';

const version = '5.6.0';

/** What fake-runtime.cjs lets a test see and say. */
export interface FakeRuntime {
  readonly calls: unknown[][];
  readonly state: { result: unknown; thrown: unknown };
  readonly checked: (fields: object) => object;
}

/**
 * Microsoft's plug-in as it is published, on a runtime that the test plays. The package comes from
 * npm: it needs keytar, a native module, which nothing here uses and an empty module stands for.
 */
export class OriginalPlugin implements Disposable {
  readonly plugin: INativeBrokerPlugin;
  readonly runtime: FakeRuntime;
  readonly #folder = new TemporaryFolder();

  constructor() {
    const name = `@azure/msal-node-extensions@${version}`;
    const pack = ['pack', name, '--prefer-offline', '--pack-destination', this.#folder.path];
    execFileSync('npm', pack, { stdio: ['ignore', 'pipe', 'pipe'] });
    const tarball = this.#folder.file(`azure-msal-node-extensions-${version}.tgz`);
    execFileSync('tar', ['-xzf', tarball, '-C', this.#folder.path]);
    writeFileSync(this.#module('keytar'), '');
    const runtime = this.#module('@azure/msal-node-runtime');
    copyFileSync(path.join(__dirname, 'fake-runtime.cjs'), runtime);

    const extensions = this.#folder.file('package/lib/msal-node-extensions.cjs');
    const { NativeBrokerPlugin } = jest.requireActual<{
      readonly NativeBrokerPlugin: new () => INativeBrokerPlugin;
    }>(extensions);
    this.plugin = new NativeBrokerPlugin();
    this.runtime = jest.requireActual<{ readonly fake: FakeRuntime }>(runtime).fake;
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }

  /** The file of a module that the package finds. */
  #module(name: string): string {
    const folder = this.#folder.file(`node_modules/${name}`);
    mkdirSync(folder, { recursive: true });
    return path.join(folder, 'index.js');
  }
}
