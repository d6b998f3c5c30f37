// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout, runProgram, type Ending } from '../../support/program.js';
import { TemporaryFolder } from '../../support/temporary-folder.js';

/** What an installation has, or lacks. */
export interface Parts {
  /** `broken`: a file that no Node can load. */
  readonly addon: 'there' | 'missing' | 'broken';
  readonly msalNode?: 'there' | 'missing';
}

/** The programs of this suite in a folder of their own, with this package installed beside them. */
export class InstalledApp implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly #program = this.#folder.file('app');

  constructor({ addon, msalNode = 'there' }: Parts) {
    const modules = path.join(this.#program, 'node_modules');
    const own = path.join(modules, 'entra-broker');
    cpSync(path.join(checkout, 'test/client/programs'), this.#program, { recursive: true });
    for (const part of ['dist', 'package.json']) {
      cpSync(path.join(checkout, part), path.join(own, part), { recursive: true });
    }
    const linked = ['node-gyp-build', ...(msalNode === 'there' ? ['@azure'] : [])];
    for (const name of linked) {
      symlinkSync(path.join(checkout, 'node_modules', name), path.join(modules, name));
    }
    if (addon !== 'missing') this.#addAddon(own, addon);
  }

  run(
    program: 'sign-in.cjs' | 'sign-in.mjs',
    configuration: object,
    environment: Readonly<Record<string, string | undefined>>,
  ): Promise<Ending> {
    return runProgram(program, {
      folder: this.#program,
      arguments: [JSON.stringify(configuration)],
      environment,
    });
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }

  #addAddon(own: string, addon: 'there' | 'broken'): void {
    const target = path.join(own, 'prebuilds', `linux-${process.arch}`);
    mkdirSync(target, { recursive: true });
    const file = path.join(target, 'entra-broker.glibc.node');
    const built = path.join(checkout, 'build', 'Release');
    const binary = readdirSync(built).find((name) => name.endsWith('.node')) ?? '';
    if (addon === 'there') cpSync(path.join(built, binary), file);
    else writeFileSync(file, 'no binary at all');
  }
}
