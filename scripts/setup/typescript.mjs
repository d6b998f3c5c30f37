// SPDX-License-Identifier: MIT
import { readdirSync, rmSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runStep } from './progress.mjs';
import { root } from './root.mjs';
import { isStamped, keyOf, stamp } from './stamps.mjs';

const projects = [
  { config: 'tsconfig.json', sources: 'lib', output: 'dist' },
  { config: 'simulator/tsconfig.json', sources: 'simulator/src', output: 'simulator/dist' },
];
const outputs = projects.map(({ output }) => join(output, '.tsbuildinfo'));

function typescriptKey() {
  return keyOf([
    'tsconfig.base.json',
    'node_modules/typescript/package.json',
    ...projects.flatMap(({ config, sources }) => [config, sources]),
  ]);
}

/** Compiles the TypeScript of both packages unless that was done from these sources. */
export async function buildTypeScript() {
  const key = typescriptKey();
  if (isStamped('typescript', key, outputs)) return false;
  projects.forEach(removeOrphans);
  const tsc = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const configs = projects.map(({ config }) => config);
  await runStep('TypeScript', [process.execPath, tsc, '-b', ...configs]);
  stamp('typescript', key, outputs);
  return true;
}

/**
 * tsc leaves the output of a source that is gone, and npm would pack it.
 * @param {{ sources: string, output: string }} project
 */
function removeOrphans({ sources, output }) {
  const folder = join(root, output);
  if (statSync(folder, { throwIfNoEntry: false }) === undefined) return;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const match = /^(.*?)(\.d)?\.([cm]?)[jt]s(\.map)?$/.exec(entry.name);
    if (!entry.isFile() || match === null) continue;
    const path = relative(folder, entry.parentPath);
    const source = join(root, sources, path, `${match[1] ?? ''}.${match[3] ?? ''}ts`);
    if (statSync(source, { throwIfNoEntry: false }) === undefined) {
      rmSync(join(entry.parentPath, entry.name));
    }
  }
}
