// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { root } from '../setup/root.mjs';

/** Everything of the Wine world lies here, relative to the checkout; git ignores it. */
export const world = 'build-wine';

/** The Windows machine: registry and drive C. */
export const prefix = join(world, 'prefix');

/** A home of its own: Wine would put links to the user's documents into the prefix. */
export const home = join(world, 'home');

/** The programs that are built for it; Windows knows the folder as Z:\…\build-wine\programs. */
export const programs = join(world, 'programs');

/** Library, simulator and tests as JavaScript, in the folders of their sources. */
export const scripts = join(world, 'scripts');

/** @param {string} path Relative to the checkout, or absolute. */
export function inCheckout(path) {
  return join(root, path);
}

/** @param {string} path Absolute. @returns The name that Windows programs know the file by. */
export function windowsPath(path) {
  return `Z:${path.replaceAll('/', '\\')}`;
}

/** Not the wrappers on PATH: they print advice about 32-bit programs. */
export const wine = '/usr/lib/wine/wine64';
export const wineserver = '/usr/lib/wine/wineserver64';

/**
 * What a Windows program and its wineserver need, without the caller's session.
 * @param {Readonly<Record<string, string>>} [more]
 * @returns {NodeJS.ProcessEnv}
 */
export function wineEnvironment(more = {}) {
  const { PATH, LANG, TZ } = process.env;
  return {
    PATH,
    LANG: LANG ?? 'C.UTF-8',
    ...(TZ === undefined ? {} : { TZ }),
    HOME: inCheckout(home),
    WINEPREFIX: inCheckout(prefix),
    WINESERVER: wineserver,
    WINELOADER: wine,
    WINEDEBUG: '-all',
    // No dialog that offers to install Mono or Gecko, and no menu entries on the host.
    WINEDLLOVERRIDES: 'mscoree=;mshtml=;winemenubuilder.exe=',
    ...more,
  };
}
