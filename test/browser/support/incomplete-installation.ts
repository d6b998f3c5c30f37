// SPDX-License-Identifier: MIT
import { cpSync, symlinkSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../../support/program.js';
import type { TemporaryFolder } from '../../support/temporary-folder.js';

const modules = 'node_modules';

/** What the package is made of, and what it depends on. */
const own = {
  compiled: 'dist',
  manifest: 'package.json',
  addon: 'build/Release/entra_broker.node',
};
const others = { 'msal-node': '@azure', finder: 'node-gyp-build' };

/** Puts the package into the folder as npm would, but for what got lost; returns where it lies. */
export function installWithout(lost: 'addon' | 'msal-node', folder: TemporaryFolder): string {
  const installed = folder.file(path.join(modules, 'entra-broker'));
  for (const [part, name] of Object.entries(own)) {
    if (part === lost) continue;
    cpSync(path.join(checkout, name), path.join(installed, name), { recursive: true });
  }
  for (const [part, name] of Object.entries(others)) {
    if (part === lost) continue;
    symlinkSync(path.join(checkout, modules, name), folder.file(path.join(modules, name)));
  }
  return installed;
}
