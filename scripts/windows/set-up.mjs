// SPDX-License-Identifier: MIT
import { runScript } from '../setup/set-up.mjs';
import { fetchNodeBuilds } from './node-builds.mjs';
import { makePrefix } from './prefix.mjs';
import { buildPrograms } from './programs.mjs';

// Makes the Windows world under build-wine/: prefix, node.exe, and the programs of the tests. Each
// step does nothing where there is nothing to do.
await runScript(async () => {
  await fetchNodeBuilds();
  await buildPrograms();
  await makePrefix();
  return 0;
});
