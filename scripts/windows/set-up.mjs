// SPDX-License-Identifier: MIT
import { runScript } from '../setup/set-up.mjs';
import { buildForWindows } from '../windows-build/addon.mjs';
import { buildJavaScript } from './javascript.mjs';
import { fetchNodeBuilds } from './node-builds.mjs';
import { makePrefix } from './prefix.mjs';
import { buildPrograms } from './programs.mjs';

// Makes the Windows world under build-wine/: prefix, node.exe, and the programs of the tests; and the
// addon that they load. Each step does nothing where there is nothing to do.
await runScript(async () => {
  await fetchNodeBuilds();
  await buildPrograms();
  await buildForWindows('x64');
  buildJavaScript();
  await makePrefix();
  return 0;
});
