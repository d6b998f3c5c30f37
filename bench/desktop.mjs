// SPDX-License-Identifier: MIT
// @ts-check
import { transformFileSync } from '@swc/core';
import { rmSync, writeFileSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { root } from '../scripts/setup/root.mjs';
import { emptyFolder } from './workplace.mjs';

const require = createRequire(import.meta.url);

/** Parts of the suite `interop`, which knows what Microsoft's runtime needs around it. */
const sources = ['bus-name', 'desktop-environment', 'equipment', 'keyring'];

function loadSources() {
  const folder = emptyFolder('desktop');
  for (const name of sources) {
    const { code } = transformFileSync(join(root, 'test', 'interop', `${name}.ts`), {
      jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
      module: { type: 'commonjs' },
    });
    writeFileSync(join(folder, `${name}.js`), code);
  }
  /** @type {{ environmentOf(home: string, busAddress: string): Promise<NodeJS.ProcessEnv> }} */
  const { environmentOf } = require(join(folder, 'desktop-environment.js'));
  /** @type {{ Keyring: { start(env: NodeJS.ProcessEnv, bus: string): Promise<AsyncDisposable> } }} */
  const { Keyring } = require(join(folder, 'keyring.js'));
  return { environmentOf, Keyring };
}

/** @type {ReturnType<typeof loadSources> | undefined} */
let loaded;

/**
 * A user's session with an empty home folder and an unlocked keyring, in which Microsoft's runtime
 * works. The keyring ends by itself after two minutes.
 * @param {string} busAddress
 */
export async function startDesktop(busAddress) {
  loaded ??= loadSources();
  const home = await mkdtemp(join(tmpdir(), 'entra-broker-bench-home-'));
  const environment = await loaded.environmentOf(home, busAddress);
  const keyring = await loaded.Keyring.start(environment, busAddress);
  return {
    environment,
    async stop() {
      await keyring[Symbol.asyncDispose]();
      rmSync(home, { recursive: true, force: true });
    },
  };
}
