// SPDX-License-Identifier: MIT
import { existsSync, readdirSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { BrokerError } from '../../errors/broker-error.js';
import { contractVersion, type NativeAddon } from './contract.js';

/** The folder of this package, above dist/channels/native or lib/channels/native. */
const packageFolder = path.resolve(__dirname, '..', '..', '..');

/** What of node-gyp-build is used. */
interface FindBinary {
  readonly path: (folder: string) => string;
}

// Found at run time: a static import would make a bundler pull in every binary.
const requireHere = createRequire(__filename);

let loaded: { readonly addon: NativeAddon; readonly file: string } | undefined;

/** The addon and the file it came from. */
export interface LoadedAddon {
  readonly addon: NativeAddon;
  readonly file: string;
}

/**
 * Loads the compiled addon, once.
 *
 * Only a file inside this package is accepted, wherever the environment points: node-gyp-build
 * follows variables such as ENTRA_BROKER_PREBUILD, and whoever sets those would otherwise choose
 * the code that handles tokens.
 *
 * @throws BrokerError `dependency_missing` if there is no binary for this platform, or one from
 * elsewhere was refused; `broker_unavailable` if it is there and cannot be loaded.
 */
export function loadAddon(): LoadedAddon {
  loaded ??= load();
  return loaded;
}

function load(): LoadedAddon {
  const file = findInside();
  let addon: NativeAddon;
  try {
    addon = requireHere(file) as NativeAddon;
  } catch (cause) {
    throw unloadable('The native module of entra-broker cannot be loaded', cause);
  }
  if (addon.contractVersion !== contractVersion) {
    throw unloadable(
      `The native module of entra-broker is of another version (contract ${String(addon.contractVersion)}, ` +
        `expected ${String(contractVersion)}); install the package anew, or run npm run build in a checkout`,
    );
  }
  return { addon, file };
}

function findInside(): string {
  const find = requireHere('node-gyp-build') as FindBinary;
  let found: string;
  try {
    found = realpathSync(find.path(packageFolder));
  } catch (cause) {
    throw missing(`entra-broker has no native module for ${ownPlatform()}`, cause);
  }
  const inside = ['prebuilds', path.join('build', 'Release')].some((folder) =>
    isWithin(found, path.join(realpathSync(packageFolder), folder)),
  );
  if (inside) return found;
  throw missing(
    'entra-broker refuses a native module from outside of its own package; ' +
      'unset ENTRA_BROKER_PREBUILD and similar variables',
  );
}

function isWithin(file: string, folder: string): boolean {
  const relative = path.relative(folder, file);
  return relative !== '' && !relative.startsWith('..') && !path.isAbsolute(relative);
}

function missing(message: string, cause?: unknown): BrokerError {
  const shipped = shippedPlatforms();
  return new BrokerError({
    code: 'dependency_missing',
    message,
    hint:
      `This copy has binaries for: ${shipped.length > 0 ? shipped.join(', ') : 'nothing'}. ` +
      'In a checkout, npm run build compiles one for this machine.',
    cause,
  });
}

function unloadable(message: string, cause?: unknown): BrokerError {
  const reason = cause instanceof Error ? `: ${cause.message}` : '';
  return new BrokerError({
    code: 'broker_unavailable',
    message: message + reason,
    hint: 'Install the package anew for this platform; in a checkout, npm run build compiles it.',
    cause,
  });
}

/** Binaries for Linux are bound to a C library, which their names end in. */
function ownPlatform(): string {
  const tuple = `${process.platform}-${process.arch}`;
  return process.platform === 'linux' ? `${tuple} (${isGlibc() ? 'glibc' : 'musl'})` : tuple;
}

function isGlibc(): boolean {
  const report = process.report.getReport() as { readonly header?: object };
  return 'glibcVersionRuntime' in (report.header ?? {});
}

function shippedPlatforms(): readonly string[] {
  const folder = path.join(packageFolder, 'prebuilds');
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap(({ name }) => {
      const binaries = readdirSync(path.join(folder, name)).filter((file) =>
        file.endsWith('.node'),
      );
      return binaries.map((file) => withLibrary(name, file));
    });
}

function withLibrary(tuple: string, file: string): string {
  const library = /\.(glibc|musl)\./.exec(file)?.[1];
  return library === undefined ? tuple : `${tuple} (${library})`;
}
