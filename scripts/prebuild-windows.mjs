// SPDX-License-Identifier: MIT
import { parseArgs } from 'node:util';
import { runScript } from './setup/set-up.mjs';
import { architectures, buildForWindows } from './windows-build/addon.mjs';
import { writeCompileCommands } from './windows-build/sources.mjs';

// Into prebuilds/win32-*/, on Linux. Does nothing where nothing changed. `configure` writes
// build-windows/compile_commands.json and no more.
const usage = `usage: prebuild-windows.mjs [--arch ${architectures.join('|')}]... | configure\n`;

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { arch: { type: 'string', multiple: true, default: architectures } },
  });
  const chosen = values.arch;
  const known = chosen.every((architecture) => architectures.includes(architecture));
  if (!known || positionals.some((word) => word !== 'configure')) {
    process.stderr.write(usage);
    return 2;
  }
  if (positionals.length > 0) writeCompileCommands();
  else for (const architecture of chosen) await buildForWindows(architecture);
  return 0;
});
