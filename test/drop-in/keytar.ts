// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { checkout } from '../package/tarball.js';

/** node-gyp with headers of this machine, in the folder in which it is run. */
const compile = `
  import { execFileSync } from 'node:child_process';
  const [headersModule, nodeGyp] = process.argv.slice(1);
  const { nodeHeadersFolder } = await import(headersModule);
  const env = { ...process.env, npm_config_nodedir: nodeHeadersFolder(), JOBS: 'max' };
  execFileSync(process.execPath, [nodeGyp, 'rebuild'], { env, stdio: 'inherit' });
`;

/**
 * Compiles keytar where it is installed: Microsoft's @azure/msal-node-extensions loads it with the
 * rest, and its own install script would fetch a binary from the network.
 */
export function buildKeytar(folder: string): void {
  const headers = pathToFileURL(path.join(checkout, 'scripts/setup/node-headers.mjs')).href;
  const nodeGyp = path.join(checkout, 'node_modules/node-gyp/bin/node-gyp.js');
  const args = ['--input-type=module', '--eval', compile, headers, nodeGyp];
  execFileSync(process.execPath, args, { cwd: folder, stdio: ['ignore', 'pipe', 'pipe'] });
}
