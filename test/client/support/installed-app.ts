// SPDX-License-Identifier: MIT
import { cpSync } from 'node:fs';
import path from 'node:path';
import { installPackage, type Parts } from '../../support/installed-package.js';
import { checkout, runProgram, type Ending } from '../../support/program.js';
import { TemporaryFolder } from '../../support/temporary-folder.js';

/** The programs of this suite in a folder of their own, with this package installed beside them. */
export class InstalledApp implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly #program = this.#folder.file('app');

  constructor(parts: Parts) {
    cpSync(path.join(checkout, 'test/client/programs'), this.#program, { recursive: true });
    installPackage(this.#program, parts);
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
}
