// SPDX-License-Identifier: MIT
import { buildAddon } from './setup/addon.mjs';
import { runScript } from './setup/set-up.mjs';

await runScript(async () => {
  await buildAddon();
  return 0;
});
