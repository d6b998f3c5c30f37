// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';

/** What a broker is reached through. WSL 2 is not `linux`: its broker is the one of Windows. */
export type Platform = 'win32' | 'wsl' | 'linux' | 'darwin' | 'other';

const kernelRelease = '/proc/sys/kernel/osrelease';

/** The platform of this process. */
export function currentPlatform(): Platform {
  switch (process.platform) {
    case 'win32':
    case 'darwin':
      return process.platform;
    case 'linux':
      return isWsl2(readKernelRelease()) ? 'wsl' : 'linux';
    default:
      return 'other';
  }
}

/**
 * Whose broker a channel leads to, by which rules about authorities and redirect URIs go: WAM is
 * Windows' own, wherever this process runs.
 */
export function platformOf(
  channel: { readonly protocol: string } | undefined,
  here: Platform = currentPlatform(),
): Platform {
  return channel?.protocol === 'wam' ? 'win32' : here;
}

/** As Microsoft's client tells WSL 2: measured on its runtime 0.20.7, variables do not count. */
export function isWsl2(release: string): boolean {
  return release.toLowerCase().includes('wsl2');
}

function readKernelRelease(): string {
  try {
    return readFileSync(kernelRelease, 'utf8');
  } catch {
    return '';
  }
}
