// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import type { TemporaryFolder } from '../support/temporary-folder.js';

/** What `uname -r` says inside a WSL 2 of 2025. */
const kernelRelease = '6.6.87.2-microsoft-standard-WSL2\n';

/** Links to the programs of the machine, since over wslinfo, which is not there, nothing mounts. */
const script = `set -e
folder=$1 wslinfo=$2
shift 2
mount --bind "$folder/osrelease" /proc/sys/kernel/osrelease
mount --bind /usr/bin "$folder/bin"
mount -t tmpfs tmpfs /usr/bin
"$folder/bin/ln" -s "$folder/bin"/* /usr/bin
if [ -e "$wslinfo" ]; then cp "$wslinfo" /usr/bin/wslinfo; fi
exec "$@"
`;

/**
 * A command before which another one sees itself inside WSL 2, with that wslinfo at its usual place,
 * if there is one: in a mount namespace of its own, which takes root.
 */
export function insideWsl(folder: TemporaryFolder, wslinfoPath: string): readonly string[] {
  requireNamespaces();
  writeFileSync(folder.file('osrelease'), kernelRelease);
  mkdirSync(folder.file('bin'));
  return ['unshare', '--mount', 'sh', '-c', script, 'inside-wsl', folder.path, wslinfoPath];
}

function requireNamespaces(): void {
  const { status, stderr, error } = spawnSync('unshare', ['--mount', 'true'], { encoding: 'utf8' });
  if (status === 0) return;
  const why = error?.message ?? stderr;
  throw new Error(
    `No mount namespace can be made, which takes root and the right to mount: ${why}`,
  );
}
