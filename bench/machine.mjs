// SPDX-License-Identifier: MIT
// @ts-check
import { execFileSync } from 'node:child_process';
import { cpus, loadavg, release, totalmem } from 'node:os';
import { readFileSync } from 'node:fs';

/** What the figures depend on, in words. */
export function machineFacts() {
  const processors = cpus();
  return {
    processor: `${processors.length} × ${processors[0]?.model.trim() ?? 'unknown'}`,
    memory: `${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
    system: `${operatingSystem()}, Linux ${release()}`,
    node: process.version,
    libdbus: firstLine('pkg-config', ['--modversion', 'dbus-1']),
    'dbus-daemon': firstLine('dbus-daemon', ['--version']).replace(/^.* /, ''),
    'load average at the start': loadavg()
      .map((load) => load.toFixed(2))
      .join(', '),
    date: new Date().toISOString().slice(0, 10),
  };
}

function operatingSystem() {
  const text = readFileSync('/etc/os-release', 'utf8');
  return /^PRETTY_NAME="(.*)"$/m.exec(text)?.[1] ?? process.platform;
}

/** @param {string} program @param {readonly string[]} args */
function firstLine(program, args) {
  return execFileSync(program, args, { encoding: 'utf8' }).split('\n')[0] ?? '';
}
