// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync, type SpawnSyncReturns } from 'node:child_process';
import { cpSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { checkout } from './tarball.js';

/** All that the installed packages may use of this machine: no compiler, no make, no Python. */
const commands = ['node', 'npm', 'sh', 'env', 'dbus-daemon'];

/** A program's folder into which the tarballs are installed as a user would install them. */
export class Installation {
  private readonly environment: NodeJS.ProcessEnv;

  constructor(readonly folder: string) {
    const bin = join(folder, 'bin');
    mkdirSync(bin, { recursive: true });
    for (const name of commands) symlinkSync(locate(name), join(bin, name));
    cpSync(join(__dirname, 'programs'), folder, { recursive: true });
    cpSync(join(checkout, 'test', 'consumer'), folder, { recursive: true });
    writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true }));
    this.environment = { ...process.env, PATH: bin };
  }

  /** Packages that are in npm's cache, where the set-up has put them, are not asked for again. */
  install(tarballs: readonly string[]): void {
    const quiet = ['--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund'];
    execFileSync('npm', ['install', ...quiet, ...tarballs], {
      cwd: this.folder,
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }

  /** Runs one of the programs in programs/ with the installed simulator as its broker. */
  runWithSimulator(program: string): SpawnSyncReturns<string> {
    const simulator = join('node_modules', '.bin', 'entra-broker-simulator');
    return this.run([simulator, '--', process.execPath, program]);
  }

  run(args: readonly string[]): SpawnSyncReturns<string> {
    return spawnSync(process.execPath, args, {
      cwd: this.folder,
      encoding: 'utf8',
      env: this.environment,
      stdio: ['ignore', 'pipe', 'pipe'],
      timeout: 60_000,
    });
  }
}

function locate(name: string): string {
  if (name === 'node') return process.execPath;
  const npmBesideNode = join(dirname(process.execPath), name);
  const found = spawnSync('sh', ['-c', `command -v ${name}`], { encoding: 'utf8' }).stdout.trim();
  return found === '' ? npmBesideNode : found;
}
