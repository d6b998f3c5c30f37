// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync, readdirSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { checkout } from './program.js';

/** What an installation has, or lost on the way; by default it has everything. */
export interface Parts {
  /** `broken`: a file that no Node can load. */
  readonly addon?: 'there' | 'missing' | 'broken';
  readonly msalNode?: 'there' | 'missing';
}

export interface InstalledPackage {
  readonly root: string;
  /** Where its prebuilt binary lies, if it has one. */
  readonly binary: string;
}

/** The folder of this platform's binaries below `prebuilds`. */
export const tuple = `linux-${process.arch}`;

/** Installs this package beside a program as npm would: compiled files, and a prebuilt binary. */
export function installPackage(
  program: string,
  { addon = 'there', msalNode = 'there' }: Parts = {},
): InstalledPackage {
  const modules = path.join(program, 'node_modules');
  const root = path.join(modules, 'entra-broker');
  for (const part of ['dist', 'package.json']) {
    cpSync(path.join(checkout, part), path.join(root, part), { recursive: true });
  }
  for (const name of ['node-gyp-build', ...(msalNode === 'there' ? ['@azure'] : [])]) {
    symlinkSync(path.join(checkout, 'node_modules', name), path.join(modules, name));
  }
  if (addon === 'missing') return { root, binary: prebuiltIn(root) };
  const binary = addBinary(root);
  if (addon === 'broken') writeFileSync(binary, 'no binary at all');
  return { root, binary };
}

/** Puts a binary that works below a folder, as a prebuilt one. */
export function addBinary(folder: string): string {
  const built = path.join(checkout, 'build', 'Release');
  const name = readdirSync(built).find((file) => file.endsWith('.node')) ?? '';
  const target = prebuiltIn(folder);
  mkdirSync(path.dirname(target), { recursive: true });
  cpSync(path.join(built, name), target);
  return target;
}

function prebuiltIn(folder: string): string {
  return path.join(folder, 'prebuilds', tuple, 'entra-broker.glibc.node');
}
