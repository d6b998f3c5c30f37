// SPDX-License-Identifier: MIT
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runStep, StepFailed } from './progress.mjs';
import { root } from './root.mjs';
import { isStamped, stamp } from './stamps.mjs';

/**
 * A package that too few need for package.json to name it, held to one file all the same.
 * @typedef {object} PinnedPackage
 * @property {string} name
 * @property {string} version
 * @property {string} integrity As in package-lock.json.
 */

/**
 * Fetches a package from npm's registry unless it is there, and runs nothing of it.
 * @param {PinnedPackage} pinned
 * @param {object} place
 * @param {string} place.stampName
 * @param {string} place.folder For the package alone, relative to the checkout.
 * @param {string} place.output The file in that folder that shows that it is there.
 * @param {string} [place.member] The one file to unpack, as the tarball names it; else all of them.
 * @returns {Promise<boolean>} Whether there was something to do.
 * @throws StepFailed where the registry has another file under this version; nothing is unpacked then.
 */
export async function fetchPackage(pinned, { stampName, folder, output, member = 'package' }) {
  const { name, version, integrity } = pinned;
  const outputs = [join(folder, output)];
  if (isStamped(stampName, integrity, outputs)) return false;
  const target = join(root, folder);
  rmSync(target, { recursive: true, force: true });
  mkdirSync(target, { recursive: true });
  const download = mkdtempSync(join(target, 'download-'));
  const pack = ['npm', 'pack', `${name}@${version}`, '--pack-destination', download];
  await runStep(`${name} ${version}`, pack);
  const archive = join(download, `${name.replace('@', '').replace('/', '-')}-${version}.tgz`);
  const digest = createHash('sha512').update(readFileSync(archive)).digest('base64');
  if (`sha512-${digest}` !== integrity) {
    throw new StepFailed(`${name}@${version} is not the file that was pinned; nothing was used`);
  }
  const depth = member.split('/').length - (member === 'package' ? 0 : 1);
  const unpack = ['tar', '-xzf', archive, '-C', target, `--strip-components=${depth}`, member];
  await runStep(`unpacking ${name} ${version}`, unpack);
  rmSync(download, { recursive: true });
  stamp(stampName, integrity, outputs);
  return true;
}
