// SPDX-License-Identifier: MIT
import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runStep } from '../setup/progress.mjs';
import { isStamped, keyOf, stamp } from '../setup/stamps.mjs';
import {
  home,
  inCheckout,
  prefix,
  programs,
  windowsPath,
  wine,
  wineEnvironment,
  wineserver,
} from './places.mjs';
import { checkIsFree } from './world.mjs';

/** The classes that the stand-in offers; Wine's own ApiInformation lacks most of its methods. */
const activatableClasses = [
  'Windows.Security.Authentication.Web.Core.WebAuthenticationCoreManager',
  'Windows.Security.Authentication.Web.Core.WebTokenRequest',
  'Windows.UI.ApplicationSettings.AccountsSettingsPane',
  'Windows.UI.ApplicationSettings.WebAccountProviderCommand',
  'Windows.Foundation.Metadata.ApiInformation',
  'Windows.System.DispatcherQueueController',
];

// Written by wineserver at other times too: only their being there counts.
const output = join(prefix, 'drive_c', 'made');

/** Makes the Windows machine anew unless it was made by these settings. */
export async function makePrefix() {
  const key = keyOf(
    ['scripts/windows/prefix.mjs', 'scripts/windows/registry.reg'],
    [inCheckout('')],
  );
  if (isStamped('windows-prefix', key, [output])) return false;
  checkIsFree();
  for (const folder of [home, prefix]) {
    rmSync(inCheckout(folder), { recursive: true, force: true });
    mkdirSync(inCheckout(folder), { recursive: true });
  }
  const env = wineEnvironment();
  try {
    await runStep('Windows prefix', [wine, 'wineboot', '-i'], { env, timeoutMs: 180_000 });
    const settings = join(inCheckout(home), 'settings.reg');
    writeFileSync(settings, registryText());
    const importing = [wine, 'regedit', '/S', windowsPath(settings)];
    await runStep('Windows registry', importing, { env, timeoutMs: 60_000 });
    // node.exe refuses older ones.
    const version = [wine, 'winecfg', '-v', 'win10'];
    await runStep('Windows version', version, { env, timeoutMs: 60_000 });
  } finally {
    await runStep('Windows shutdown', [wineserver, '-k', '-w'], { env, timeoutMs: 60_000 });
  }
  writeFileSync(inCheckout(output), '');
  stamp('windows-prefix', key, [output]);
  return true;
}

function registryText() {
  const settings = readFileSync(new URL('./registry.reg', import.meta.url), 'utf8');
  const library = windowsPath(inCheckout(join(programs, 'stand_in.dll')));
  const folder = 'HKEY_LOCAL_MACHINE\\Software\\Microsoft\\WindowsRuntime\\ActivatableClassId';
  const keys = activatableClasses.map(
    (name) => `[${folder}\\${name}]\n"DllPath"="${library.replaceAll('\\', '\\\\')}"\n`,
  );
  return `${settings}\n${keys.join('\n')}`;
}
