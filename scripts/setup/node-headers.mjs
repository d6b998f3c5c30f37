// SPDX-License-Identifier: MIT
import {
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  realpathSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { root } from './root.mjs';

/**
 * A folder for node-gyp's `nodedir`: with it, node-gyp downloads nothing. The headers of the
 * running Node where they are installed, else those of the npm package node-api-headers, which do
 * because the addon uses Node-API only.
 */
export function nodeHeadersFolder() {
  const prefix = dirname(dirname(realpathSync(process.execPath)));
  // The last two are where Debian's libnode-dev puts them.
  const candidates = [prefix, '/usr', '/usr/include/nodejs'];
  return candidates.find(holdsHeadersOfThisNode) ?? headersFromNpm();
}

/** @param {string} folder */
function holdsHeadersOfThisNode(folder) {
  const include = join(folder, 'include', 'node');
  const needed = ['node_api.h', 'common.gypi', 'config.gypi', 'node_version.h'];
  if (!needed.every((name) => existsSync(join(include, name)))) return false;
  const text = readFileSync(join(include, 'node_version.h'), 'utf8');
  const numbers = ['MAJOR', 'MINOR', 'PATCH'].map(
    (part) => new RegExp(`#define NODE_${part}_VERSION (\\d+)`).exec(text)?.[1],
  );
  return numbers.join('.') === process.versions.node;
}

/** The least that node-gyp wants to find beside the headers, with the flags of Node's own builds. */
const commonGypi = {
  variables: { 'node_engine%': 'v8', 'visibility%': 'hidden' },
  target_defaults: {
    default_configuration: 'Release',
    cflags: ['-pthread', '-Wall', '-Wextra'],
    ldflags: ['-pthread'],
    configurations: {
      Debug: { cflags: ['-O0', '-g'] },
      Release: { cflags: ['-O3', '-fno-omit-frame-pointer'] },
    },
  },
};

export function headersFromNpm() {
  const nodeDir = join(root, '.cache', 'node-headers');
  const include = join(nodeDir, 'include', 'node');
  const source = join(root, 'node_modules', 'node-api-headers', 'include');
  mkdirSync(include, { recursive: true });
  for (const name of readdirSync(source)) copyFileSync(join(source, name), join(include, name));
  writeFileSync(join(include, 'common.gypi'), JSON.stringify(commonGypi));
  writeFileSync(
    join(include, 'config.gypi'),
    JSON.stringify({ variables: {}, target_defaults: {} }),
  );
  return nodeDir;
}
