// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import path from 'node:path';

/** Above dist/client and lib/client. */
const packageFolder = path.resolve(__dirname, '..', '..');

/** What to do where the native module of this package is missing, by where this file lies. */
export function remedyForMissingModule(folder = packageFolder): string {
  if (/\.asar([\\/]|$)/.test(folder)) {
    return 'The app is packed into an asar archive: unpack this package, "asarUnpack": ["**/node_modules/entra-broker/**"].';
  }
  if (!isOwnPackage(folder)) {
    return 'This package was built into a bundle, which loses its native module: name entra-broker external, and ship it in node_modules.';
  }
  return 'Or do not opt in on this platform; the browser is used then.';
}

function isOwnPackage(folder: string): boolean {
  try {
    const manifest: unknown = JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
    return (manifest as { readonly name?: unknown } | null)?.name === 'entra-broker';
  } catch {
    return false;
  }
}
