// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { createInterface } from 'node:readline/promises';
import { findCommand } from './equipment.mjs';
import { runStep, say, StepFailed } from './progress.mjs';

/** Exit code for "somebody else must do something first". */
const notEquipped = 3;

/** @typedef {import('./equipment.mjs').Equipment} Equipment */

/**
 * Installs the packages where that can be done without guessing a password; otherwise ends with
 * the one line that an administrator has to run.
 * @param {readonly Equipment[]} items
 */
export async function installPackages(items) {
  const packages = [...new Set(items.map((item) => item.package))];
  say(`missing on this machine: ${packages.join(', ')}`);
  if (findCommand('apt-get') === undefined) throw refusalWithoutApt(items);
  const become = await wayToRoot(items, packages);
  if (become === undefined) throw refusalWithAptLine(packages);
  await aptInstall(become, items, packages);
}

/**
 * @param {readonly Equipment[]} items
 * @param {readonly string[]} packages
 * @returns {Promise<readonly string[] | undefined>} What to put before a command that needs root.
 */
async function wayToRoot(items, packages) {
  if (process.getuid?.() === 0) return [];
  if (findCommand('sudo') === undefined) return undefined;
  if (spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore', timeout: 5000 }).status === 0) {
    return ['sudo', '-n'];
  }
  const onTerminal = process.stdin.isTTY && process.stdout.isTTY && process.env['CI'] !== 'true';
  if (!onTerminal) return undefined;
  sayWhatComes(items, packages);
  const terminal = createInterface({ input: process.stdin, output: process.stdout });
  const answer = await terminal.question('==> Install them with sudo now? [y/N] ');
  terminal.close();
  if (!/^y(es)?$/i.test(answer.trim())) return undefined;
  const asked = spawnSync('sudo', ['-v'], { stdio: 'inherit' });
  return asked.status === 0 ? ['sudo'] : undefined;
}

// DPkg::Lock::Timeout does not cover the lock of the package lists: tried again for two minutes.
const untilUnlocked = `
for attempt in $(seq 24); do
  output=$("$@" 2>&1) && status=0 || status=$?
  printf '%s\\n' "$output"
  case $status-$output in
    0-*) exit 0 ;;
    *'Could not get lock'*) sleep 5 ;;
    *) exit $status ;;
  esac
done
exit 1`;

/**
 * @param {readonly string[]} become
 * @param {readonly Equipment[]} items
 * @param {readonly string[]} packages
 */
async function aptInstall(become, items, packages) {
  const apt = [...become, 'env', 'DEBIAN_FRONTEND=noninteractive', 'LC_ALL=C', 'apt-get'];
  const waitForLock = ['-o', 'DPkg::Lock::Timeout=120'];
  try {
    const update = [...apt, 'update', ...waitForLock];
    await runStep('package lists', ['sh', '-c', untilUnlocked, 'sh', ...update]);
  } catch (error) {
    // The lists that are there may do: one broken source of many makes `update` fail.
    if (!(error instanceof StepFailed)) throw error;
    say('the package lists could not be renewed; trying with those that are there');
  }
  sayWhatComes(items, packages);
  const install = ['install', '-y', '--no-install-recommends', ...waitForLock, ...packages];
  await runStep('packages', [...apt, ...install]);
}

/**
 * @param {readonly Equipment[]} items
 * @param {readonly string[]} packages
 */
function sayWhatComes(items, packages) {
  for (const item of items) say(`  ${item.package} - ${item.why}`);
  say(`  ${sizeOf(packages)}`);
}

/** @param {readonly string[]} packages */
function sizeOf(packages) {
  const simulation = aptOutput('apt-get', [
    'install',
    '-s',
    '--no-install-recommends',
    ...packages,
  ]);
  const names = [...simulation.matchAll(/^Inst (\S+)/gm)].map((match) => match[1] ?? '');
  if (names.length === 0) return 'size unknown until the package lists are renewed';
  const records = aptOutput('apt-cache', ['show', '--no-all-versions', ...names]);
  const download = sum(records, /^Size: (\d+)$/gm) / 1e6;
  const installed = sum(records, /^Installed-Size: (\d+)$/gm) / 1e3;
  return (
    `in all, with what they depend on, ${names.length} to install: ` +
    `${download.toFixed(1)} MB to download, ${installed.toFixed(1)} MB on disk`
  );
}

/** @param {string} program @param {readonly string[]} args */
function aptOutput(program, args) {
  const env = { ...process.env, LC_ALL: 'C' };
  const options = { env, maxBuffer: 1 << 26, timeout: 60_000 };
  return spawnSync(program, args, { ...options, encoding: 'utf8' }).stdout ?? '';
}

/** @param {string} text @param {RegExp} field */
function sum(text, field) {
  return [...text.matchAll(field)].reduce((total, match) => total + Number(match[1]), 0);
}

/** @param {readonly string[]} packages */
function refusalWithAptLine(packages) {
  const line = `apt-get install -y --no-install-recommends ${packages.join(' ')}`;
  return new StepFailed(
    'Debian packages are missing and need an administrator. Run this line, then try again:\n' +
      `    sudo apt-get update && sudo ${line}`,
    notEquipped,
  );
}

/** @param {readonly Equipment[]} items */
function refusalWithoutApt(items) {
  const tools = items.map(({ probe, why }) => `    ${Object.values(probe).join('')} - ${why}`);
  return new StepFailed(
    'This system has no apt-get. Install these with its own package manager, then try again:\n' +
      tools.join('\n'),
    notEquipped,
  );
}
