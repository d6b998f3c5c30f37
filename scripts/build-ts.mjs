// SPDX-License-Identifier: MIT
import { runScript } from './setup/set-up.mjs';
import { buildTypeScript } from './setup/typescript.mjs';

await runScript(async () => {
  await buildTypeScript();
  return 0;
});
