// SPDX-License-Identifier: MIT
import { chmod, mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

// The same relative place from src/ and from dist/.
const launcher = join(__dirname, '..', '..', '..', 'launch', 'wsl-proxy.bash');

/** What is wrong with the way to the proxy. */
export type WslFailure =
  | 'wslinfo-missing'
  | 'wslinfo-fails'
  | 'wslinfo-hangs'
  | 'path-empty'
  | 'proxy-missing'
  | 'proxy-not-executable';

/** The programs that a client inside WSL runs. */
export interface StandIns {
  /** A folder that only its owner may enter. */
  readonly folder: string;
  readonly wslinfoPath: string;
  readonly proxyPath: string;
}

/** Where the proxy finds the simulator, and the word by which that knows it. */
export interface Meeting {
  readonly port: number;
  readonly word: string;
}

/** Writes them, or leaves out or breaks one. */
export async function writeStandIns(
  { port, word }: Meeting,
  failure: WslFailure | undefined,
): Promise<StandIns> {
  const folder = await mkdtemp(join(tmpdir(), 'entra-broker-simulator-'));
  // As the real one, in a folder with a space in its name.
  const programFiles = join(folder, 'Program Files', 'WSL');
  await mkdir(programFiles, { recursive: true });
  const standIns = {
    folder,
    wslinfoPath: join(folder, 'wslinfo'),
    proxyPath: join(programFiles, 'msal.wsl.proxy.exe'),
  };
  if (failure !== 'wslinfo-missing') {
    await writeProgram(standIns.wslinfoPath, wslinfo(standIns.proxyPath, failure));
  }
  if (failure !== 'proxy-missing') {
    // -p, or the file that BASH_ENV names would be run first.
    const run = `exec /bin/bash -p ${quoted(launcher)} ${String(port)} ${word} "$@"`;
    await writeProgram(standIns.proxyPath, run);
  }
  if (failure === 'proxy-not-executable') await chmod(standIns.proxyPath, 0o600);
  return standIns;
}

function wslinfo(proxyPath: string, failure: WslFailure | undefined): string {
  if (failure === 'wslinfo-fails')
    return `echo 'Invalid command line argument: --msal-proxy-path' >&2; exit 1`;
  if (failure === 'wslinfo-hangs') return 'exec sleep 2147483647';
  const path = failure === 'path-empty' ? '' : proxyPath;
  return `[ "$*" = '--msal-proxy-path -n' ] || exit 1\nprintf %s ${quoted(path)}`;
}

async function writeProgram(file: string, script: string): Promise<void> {
  await writeFile(file, `#!/bin/sh\n${script}\n`, { mode: 0o700 });
}

/** For a shell. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
