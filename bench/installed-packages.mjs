// SPDX-License-Identifier: MIT
// @ts-check
import { execFileSync } from 'node:child_process';
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from '../scripts/setup/progress.mjs';
import { root } from '../scripts/setup/root.mjs';
import { emptyFolder } from './workplace.mjs';

/**
 * @typedef {object} PackageSize
 * @property {number} packed Bytes of the tarball.
 * @property {number} unpacked Bytes of the files in it.
 */

/** The one package that ours needs at run time. */
const dependency = 'node-gyp-build';

/**
 * @param {string} folder @param {readonly string[]} options
 * @returns {PackageSize & { filename: string }}
 */
function pack(folder, options) {
  const output = execFileSync('npm', ['pack', '--json', '--ignore-scripts', ...options], {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [{ filename, size, unpackedSize }] = JSON.parse(output);
  return { filename, packed: size, unpacked: unpackedSize };
}

/**
 * Installs this package as its users get it: packed, with this machine's prebuilt binary, in a
 * folder of its own, so that later builds in the checkout change nothing.
 */
export async function installOwnPackage() {
  await runStep('prebuilt binary', [process.execPath, join(root, 'scripts', 'prebuild.mjs')]);
  const folder = emptyFolder('installed');
  const size = pack(root, ['--pack-destination', folder]);
  execFileSync('tar', ['-xzf', join(folder, size.filename), '-C', folder]);
  const packageFolder = join(folder, 'package');
  const source = join(root, 'node_modules', dependency);
  cpSync(source, join(packageFolder, 'node_modules', dependency), { recursive: true });
  const { packed, unpacked } = sizeOfInstalled(dependency);
  return {
    packageFolder,
    size: { packed: size.packed + packed, unpacked: size.unpacked + unpacked },
  };
}

/** @param {string} packageFolder @returns {readonly { name: string, file: string }[]} */
export function entryPoints(packageFolder) {
  const manifest = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return Object.entries(manifest.exports).flatMap(([path, target]) => {
    const file = target.require?.default;
    return file === undefined
      ? []
      : [{ name: join(manifest.name, path), file: join(packageFolder, file) }];
  });
}

/** @param {string} name @returns {PackageSize & { version: string }} */
export function sizeOfInstalled(name) {
  const folder = join(root, 'node_modules', name);
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  return { ...pack(folder, ['--dry-run']), version };
}
