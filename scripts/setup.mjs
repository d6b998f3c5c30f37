// SPDX-License-Identifier: MIT
import { runScript, setUp } from './setup/set-up.mjs';

await runScript(async () => {
  const extent = process.argv[2];
  if (extent !== 'demo' && extent !== 'full') {
    process.stderr.write('usage: node scripts/setup.mjs demo|full\n');
    return 2;
  }
  await setUp(extent);
  return 0;
});
