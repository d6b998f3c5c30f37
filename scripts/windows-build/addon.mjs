// SPDX-License-Identifier: MIT
import { copyFileSync, mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { runStep } from '../setup/progress.mjs';
import { root } from '../setup/root.mjs';
import { isStamped, keyOf, stamp } from '../setup/stamps.mjs';
import { inputs, sourceFlags, sources, writeNames } from './sources.mjs';
import { fetchZig, workshop, zig, zigEnvironment, zigKey } from './zig.mjs';

/**
 * Node's names of the architectures, and what Zig calls them.
 * @type {Readonly<Record<string, string>>}
 */
const targets = { x64: 'x86_64', ia32: 'x86', arm64: 'aarch64' };

export const architectures = Object.keys(targets);

/** @param {string} architecture @returns Where its binary lies, relative to the checkout. */
export function windowsPrebuild(architecture) {
  return `prebuilds/win32-${architecture}/entra-broker.node`;
}

// Without Control Flow Guard: Wine does not enforce it, so that a mistake in it would first be seen
// by users. DEP and address randomisation, with 64 bits where there are, are lld's defaults.
const compile = [
  ...['-O2', '-g0', '-fstack-protector-strong', '-ffunction-sections', '-fdata-sections'],
  ...['-Wall', '-Wextra', '-Werror', '-Wno-missing-field-initializers'],
  // Zig turns the checks of its C++ library off.
  ...['-U_LIBCPP_HARDENING_MODE', '-D_LIBCPP_HARDENING_MODE=_LIBCPP_HARDENING_MODE_FAST'],
];
const link = ['-shared', '-s', '-Wl,--gc-sections', '-luser32', '-ladvapi32'];

/**
 * Builds the addon for one of `architectures` unless it was made from these sources.
 * @param {string} architecture
 */
export async function buildForWindows(architecture) {
  const output = windowsPrebuild(architecture);
  const key = keyOf(inputs, [zigKey]);
  if (isStamped(`prebuild-win32-${architecture}`, key, [output])) return false;
  await fetchZig();
  writeNames();
  // Zig puts an import library beside its output.
  const made = join(workshop, architecture, 'entra-broker.node');
  for (const file of [made, output]) mkdirSync(join(root, dirname(file)), { recursive: true });
  const compiler = [zig, 'c++', '-target', `${targets[architecture]}-windows-gnu`];
  const command = [...compiler, ...compile, ...sourceFlags(), ...sources(), ...link, '-o', made];
  await runStep(`addon for win32-${architecture}`, command, { env: zigEnvironment() });
  rmSync(join(root, output), { force: true }); // not written over: a node.exe may have it open
  copyFileSync(join(root, made), join(root, output));
  stamp(`prebuild-win32-${architecture}`, key, [output]);
  return true;
}
