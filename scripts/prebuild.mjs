// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, rmSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { addonKey, nodeGypEnvironment } from './setup/addon.mjs';
import { runStep } from './setup/progress.mjs';
import { root } from './setup/root.mjs';
import { runScript } from './setup/set-up.mjs';
import { isStamped, stamp } from './setup/stamps.mjs';

const outputs = [`prebuilds/${process.platform}-${process.arch}/entra-broker.glibc.node`];

// npm runs a script of this name before `build`, too: it does nothing where nothing changed.
// prebuildify compiles in build/ and moves the result away: in a folder of its own it leaves the
// developer's build alone.
await runScript(async () => {
  const key = addonKey();
  if (isStamped('prebuild', key, outputs)) return 0;
  const workshop = join(root, 'build-prebuild');
  rmSync(workshop, { recursive: true, force: true });
  mkdirSync(workshop);
  for (const path of ['native', 'binding.gyp', 'package.json']) {
    cpSync(join(root, path), join(workshop, path), { recursive: true });
  }
  symlinkSync(join(root, 'node_modules'), join(workshop, 'node_modules'));
  const prebuildify = join(root, 'node_modules', 'prebuildify', 'bin.js');
  const places = ['--cwd', workshop, '--out', root, '--name', 'entra-broker'];
  const flavour = ['--napi', '--strip', '--tag-libc'];
  await runStep('prebuild', [process.execPath, prebuildify, ...flavour, ...places], {
    cwd: workshop,
    env: nodeGypEnvironment(),
  });
  stamp('prebuild', key, outputs);
  return 0;
});
