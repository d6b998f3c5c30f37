// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fetchPackage } from '../setup/npm-package.mjs';
import { StepFailed } from '../setup/progress.mjs';
import { root } from '../setup/root.mjs';

// Zig: clang and lld with the headers and C++ library for each of the three architectures. 395 MB,
// for nobody but who builds for Windows: not in package.json.

/** Everything of the build for Windows lies here, relative to the checkout; git ignores it. */
export const workshop = 'build-windows';

const program = join(workshop, 'zig', 'program', 'bin', 'zig');
const library = join(workshop, 'zig', 'library');
const cache = join(root, workshop, 'cache');

/**
 * @typedef {import('../setup/npm-package.mjs').PinnedPackage} PinnedPackage
 * @type {{ library: PinnedPackage, programs: Readonly<Record<string, PinnedPackage>> }}
 */
const packages = JSON.parse(readFileSync(new URL('./zig-packages.json', import.meta.url), 'utf8'));

/** Changes with the compiler. */
export const zigKey = JSON.stringify(packages);

export const zig = join(root, program);

/** Fetches Zig unless it is there. */
export async function fetchZig() {
  const host = `${process.platform}-${process.arch}`;
  const build = packages.programs[host];
  if (build === undefined) {
    const hosts = Object.keys(packages.programs).join(', ');
    throw new StepFailed(`Windows binaries can be built on ${hosts}; npm has no Zig for ${host}`);
  }
  await fetchPackage(build, {
    stampName: 'zig-program',
    folder: join(workshop, 'zig', 'program'),
    output: 'bin/zig',
  });
  await fetchPackage(packages.library, {
    stampName: 'zig-library',
    folder: library,
    output: 'package.json',
  });
}

/** What it compiles once for each architecture it keeps in its cache, and sources by their content. */
export function zigEnvironment() {
  const caches = { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache };
  return { ...process.env, ...caches, ZIG_LIB_DIR: join(root, library) };
}
