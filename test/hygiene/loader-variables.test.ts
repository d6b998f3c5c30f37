// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { checkout, runProgram, type Ending } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

const tuple = `linux-${process.arch}`;
const binary = path.join('prebuilds', tuple, 'entra-broker.glibc.node');

/** Leaves a trace wherever it is loaded, before anybody can look at what it exports. */
const trapSource = `#include <stdio.h>
#include <stdlib.h>
__attribute__((constructor)) static void leave_trace(void) { fclose(fopen(getenv("TRACE"), "w")); }
`;

/** An installed package, and around it everything by which an attacker could lead elsewhere. */
class Surroundings implements Disposable {
  readonly #folder = new TemporaryFolder();
  readonly package = this.#folder.file('app/node_modules/entra-broker');
  /** A program, a library and a finder that are not ours. */
  readonly elsewhere = this.#folder.file('elsewhere');
  readonly trace = this.#folder.file('trace');
  readonly #node = path.join(this.elsewhere, 'node');

  constructor() {
    const tool = 'node_modules/node-gyp-build';
    const parts = [
      ['dist', path.join(this.package, 'dist')],
      ['package.json', path.join(this.package, 'package.json')],
      ['build/Release/entra_broker.node', path.join(this.package, binary)],
      [tool, this.#folder.file(`app/${tool}`)],
      ['test/integration/programs/load.cjs', this.#folder.file('app/load.cjs')],
    ] as const;
    for (const [from, to] of parts) cpSync(path.join(checkout, from), to, { recursive: true });
    this.#setTraps();
  }

  #setTraps(): void {
    const source = this.#folder.file('trap.c');
    const trap = this.#folder.file('trap.so');
    writeFileSync(source, trapSource);
    execFileSync('gcc', ['-shared', '-fPIC', '-o', trap, source]);
    const names = ['entra-broker.glibc.node', 'entra-broker.node', 'node.napi.node', 'node.node'];
    for (const folder of [path.join('prebuilds', tuple), 'build/Release', 'build/Debug']) {
      mkdirSync(path.join(this.elsewhere, folder), { recursive: true });
      for (const name of names) cpSync(trap, path.join(this.elsewhere, folder, name));
    }
    // A finder that is taken only if the package's own is not.
    const finder = path.join(this.elsewhere, 'node-gyp-build.js');
    writeFileSync(finder, `exports.path = () => ${JSON.stringify(trap)};`);
    try {
      linkSync(process.execPath, this.#node);
    } catch {
      cpSync(process.execPath, this.#node); // another file system
    }
  }

  withoutBinary(): this {
    rmSync(path.join(this.package, 'prebuilds'), { recursive: true });
    return this;
  }

  load(environment: Readonly<Record<string, string>>, node = process.execPath): Promise<Ending> {
    return runProgram('load.cjs', {
      folder: this.#folder.file('app'),
      environment: { ...environment, TRACE: this.trace, NODE: node },
      // Gets the path of this Node first, and takes the other one.
      under: ['sh', '-c', 'shift && exec "$NODE" "$@"', 'sh'],
    });
  }

  /** A Node that has the traps beside it, where node-gyp-build looks last. */
  get nodeElsewhere(): string {
    return this.#node;
  }

  link(from: string, to: string): void {
    rmSync(path.join(this.package, from), { recursive: true, force: true });
    mkdirSync(path.dirname(path.join(this.package, from)), { recursive: true });
    symlinkSync(to, path.join(this.package, from));
  }

  [Symbol.dispose](): void {
    this.#folder[Symbol.dispose]();
  }
}

let surroundings: Surroundings;

beforeEach(() => {
  surroundings = new Surroundings();
});

afterEach(() => {
  surroundings[Symbol.dispose]();
});

/** Every variable at which node-gyp-build, node-gyp, npm or Node look, alone and together. */
function variablesOf({ elsewhere }: Surroundings): Readonly<Record<string, string>>[] {
  const each = {
    ENTRA_BROKER_PREBUILD: elsewhere,
    npm_config_arch: `../../../../elsewhere/prebuilds/${tuple}`,
    npm_config_platform: '../../../../elsewhere/prebuilds/linux',
    LIBC: '../../../elsewhere',
    ARM_VERSION: '7',
    PREBUILDS_ONLY: '1',
    NODE_PATH: elsewhere,
    npm_config_prefix: elsewhere,
    npm_config_local_prefix: elsewhere,
    npm_config_nodedir: elsewhere,
    npm_config_build_from_source: 'true',
    npm_config_runtime: 'electron',
    npm_config_target: '1.0.0',
    npm_package_config_node_gyp_devdir: elsewhere,
    INIT_CWD: elsewhere,
  };
  return [...Object.entries(each).map(([name, value]) => ({ [name]: value })), each];
}

it('the trap leaves a trace when it is loaded', () => {
  const program = `process.dlopen({ exports: {} }, ${JSON.stringify(path.join(surroundings.elsewhere, binary))})`;
  try {
    execFileSync(process.execPath, ['-e', program], {
      env: { ...process.env, TRACE: surroundings.trace },
      stdio: 'ignore',
    });
  } catch {
    // It is no addon.
  }
  expect(existsSync(surroundings.trace)).toBe(true);
});

it('whatever the variables say, no code from outside of the package is loaded', async () => {
  for (const variables of variablesOf(surroundings)) {
    const { code, report } = await surroundings.load(variables);
    expect(code).toBe(0);
    const own = path.join(surroundings.package, binary);
    const { file, code: refusal } = report as { file?: string; code?: string };
    expect([own, 'dependency_missing']).toContain(file ?? refusal);
    expect(existsSync(surroundings.trace)).toBe(false);
  }
}, 60_000);

it('nor is it where the package has no binary of its own, or beside Node', async () => {
  surroundings.withoutBinary();
  for (const node of [process.execPath, surroundings.nodeElsewhere]) {
    for (const variables of [{}, ...variablesOf(surroundings)]) {
      const { report } = await surroundings.load(variables, node);
      expect(report).toMatchObject({ code: 'dependency_missing' });
      expect(existsSync(surroundings.trace)).toBe(false);
    }
  }
}, 60_000);

it.each(['prebuilds', path.join('prebuilds', tuple), 'build', 'build/Release'])(
  'nor is it where the folder %s is a link',
  async (folder) => {
    surroundings.withoutBinary();
    surroundings.link(folder, path.join(surroundings.elsewhere, folder));
    const { report } = await surroundings.load({});
    expect(report).toMatchObject({ code: 'dependency_missing' });
    expect(existsSync(surroundings.trace)).toBe(false);
  },
);
