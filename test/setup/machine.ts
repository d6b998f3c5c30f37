// SPDX-License-Identifier: MIT
import { type SpawnSyncReturns, spawnSync } from 'node:child_process';
import {
  chmodSync,
  cpSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  statSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join } from 'node:path';

export const checkout = dirname(dirname(__dirname));

/** Nobody's user and group id on Debian: the set-up must not find itself root. */
const nobody = 65_534;

type Result = SpawnSyncReturns<string>;

interface RunOptions {
  readonly cwd?: string;
  readonly environment?: Readonly<Record<string, string>>;
}

/** A temporary folder, with what the set-up of one test case sees of this machine. */
export class Machine {
  readonly folder = mkdtempSync(join(tmpdir(), 'entra-broker-setup-'));
  /** PATH of this process, folder by folder, but for what shall be missing. */
  readonly path: string;

  constructor(hidden: readonly string[]) {
    chmodSync(this.folder, 0o755);
    const folders = (process.env['PATH'] ?? '').split(delimiter).map((folder, index) => {
      const names = namesIn(folder);
      if (!names.some((name) => hidden.includes(name))) return folder;
      const mirror = join(this.folder, `bin-${String(index)}`);
      mkdirSync(mirror);
      for (const name of names.filter((name) => !hidden.includes(name))) {
        symlinkSync(join(folder, name), join(mirror, name));
      }
      return mirror;
    });
    this.path = folders.join(delimiter);
  }

  /** Runs a script with these commands only, as a user who can neither be root nor become it. */
  run(script: string, args: readonly string[] = [], options: RunOptions = {}): Result {
    const { cwd = checkout, environment = {} } = options;
    return spawnSync(process.execPath, [join(cwd, script), ...args], {
      cwd,
      encoding: 'utf8',
      env: { PATH: this.path, HOME: this.folder, ...environment },
      stdio: ['ignore', 'pipe', 'pipe'],
      ...(process.getuid?.() === 0 ? { uid: nobody, gid: nobody } : {}),
    });
  }

  /** The scripts in a folder of their own, with nothing else set up. */
  bareCheckout(): string {
    const bare = join(this.folder, 'checkout');
    mkdirSync(bare);
    for (const path of ['scripts', 'package.json', 'package-lock.json']) {
      cpSync(join(checkout, path), join(bare, path), { recursive: true });
    }
    return bare;
  }

  remove(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

function namesIn(folder: string): readonly string[] {
  return statSync(folder, { throwIfNoEntry: false })?.isDirectory() ? readdirSync(folder) : [];
}
