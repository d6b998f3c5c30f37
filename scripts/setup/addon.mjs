// SPDX-License-Identifier: MIT
import { join } from 'node:path';
import { nodeHeadersFolder } from './node-headers.mjs';
import { runStep } from './progress.mjs';
import { root } from './root.mjs';
import { isStamped, keyOf, stamp } from './stamps.mjs';

const outputs = ['build/Release/entra_broker.node'];

/** Changes whenever the addon has to be compiled anew. */
export function addonKey() {
  const inputs = [
    'native',
    'binding.gyp',
    'node_modules/node-addon-api/package.json',
    'node_modules/node-gyp/package.json',
  ];
  return keyOf(inputs, [process.version, process.arch]);
}

/** Environment in which node-gyp finds the headers, so that it downloads nothing, and uses every processor. */
export function nodeGypEnvironment() {
  return { ...process.env, npm_config_nodedir: nodeHeadersFolder(), JOBS: 'max' };
}

/** Compiles the addon unless it was made from these sources for this Node. */
export async function buildAddon() {
  const key = addonKey();
  if (isStamped('addon', key, outputs)) return false;
  const nodeGyp = join(root, 'node_modules', 'node-gyp', 'bin', 'node-gyp.js');
  const command = [process.execPath, nodeGyp, 'rebuild'];
  await runStep('addon', command, { env: nodeGypEnvironment() });
  stamp('addon', key, outputs);
  return true;
}
