// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { root } from '../../scripts/setup/root.mjs';
import { runScript } from '../../scripts/setup/set-up.mjs';
import {
  buildSanitized,
  layOutCheckout,
  sanitizedBuild,
  sanitizedEnvironment,
} from '../../scripts/testing/sanitized-checkout.mjs';
import { ourReports } from '../../scripts/testing/sanitizer-reports.mjs';
import { runExercise } from './exercising.mjs';

/**
 * Proves that a fault in the addon is reported: breaks a copy of one source, and expects to hear
 * of it.
 * @typedef {object} Mutant
 * @property {string} name
 * @property {import('../../scripts/testing/sanitized-checkout.mjs').Sanitizer} sanitizer
 * @property {string} source
 * @property {string} text What the source says, once.
 * @property {string} broken
 * @property {RegExp} report
 */

/** @type {readonly Mutant[]} */
const mutants = [
  {
    name: 'message-not-freed',
    sanitizer: 'address',
    source: 'native/linux/bus_message.cc',
    text: 'if (message_ != nullptr) library_->message_unref(message_);',
    broken: '',
    report: /leak of \d+ byte/,
  },
  {
    name: 'call-used-after-it-was-taken',
    sanitizer: 'address',
    source: 'native/linux/call_table.cc',
    text: 'const Verb verb = found->second.verb;',
    broken: 'waiting_.erase(found); const Verb verb = found->second.verb; return verb;',
    report: /heap-use-after-free/,
  },
  {
    name: 'undefined-shift',
    sanitizer: 'address',
    source: 'native/linux/call_table.cc',
    text: 'by_deadline_.emplace(deadline, id);',
    broken: 'by_deadline_.emplace(deadline, id); volatile int by = 32; by = 1 << by;',
    report: /runtime error: shift exponent 32/,
  },
  {
    name: 'state-read-without-the-turn',
    sanitizer: 'thread',
    source: 'native/linux/event_loop.cc',
    text: 'const std::unique_lock turn(turn_, std::try_to_lock);',
    broken:
      'if (sleep_is_stale_) return false;\n  ' +
      'const std::unique_lock turn(turn_, std::try_to_lock);',
    report: /data race/,
  },
];

/** @param {Mutant} mutant @returns {Promise<string | undefined>} What is wrong. */
async function survives({ name, sanitizer, source, text, broken, report }) {
  const original = readFileSync(join(root, source), 'utf8');
  const parts = original.split(text);
  if (parts.length !== 2) return `${name}: ${source} no longer says "${text}" once`;
  await buildSanitized(sanitizer);
  const addon = compile(name, sanitizer, source, parts.join(broken));
  const checkout = layOutCheckout(name, addon);
  const reports = join(checkout, 'reports');
  const env = sanitizedEnvironment(sanitizer, reports, { wholeStacks: true });
  const { said } = await runExercise(checkout, { env });
  if ([...ourReports(reports), said].some((each) => report.test(each))) return undefined;
  return `${name}: nothing was reported`;
}

/**
 * The sanitized addon with one source replaced, made by the commands that CMake wrote down.
 * @param {string} name
 * @param {Mutant['sanitizer']} sanitizer
 * @param {string} source
 * @param {string} content
 */
function compile(name, sanitizer, source, content) {
  const workshop = join(root, 'build-sanitized', 'mutants', name);
  mkdirSync(workshop, { recursive: true });
  const mutated = join(workshop, basename(source));
  writeFileSync(mutated, content);
  const build = sanitizedBuild(sanitizer);
  const commands = JSON.parse(readFileSync(join(build, 'compile_commands.json'), 'utf8'));
  const entry = commands.find((/** @type {{ file: string }} */ { file }) => file.endsWith(source));
  run(entry.command.replace(/ -o \S+ -c \S+$/, ` -o ${mutated}.o -c ${mutated}`), build);
  const link = readFileSync(join(build, 'CMakeFiles', 'entra_broker.dir', 'link.txt'), 'utf8');
  const addon = join(workshop, 'entra_broker.node');
  run(
    link.replace(/\S+\.node/, addon).replace(new RegExp(`\\S+/${source}\\.o`), `${mutated}.o`),
    build,
  );
  return addon;
}

/** @param {string} command @param {string} cwd */
function run(command, cwd) {
  const { status } = spawnSync('sh', ['-c', command], { cwd, stdio: 'inherit' });
  if (status !== 0) throw new Error(`${command}: exit code ${String(status)}`);
}

await runScript(async () => {
  const survivors = [];
  for (const mutant of mutants) survivors.push(await survives(mutant));
  const problems = survivors.filter((problem) => problem !== undefined);
  process.stdout.write(problems.map((problem) => `${problem}\n`).join(''));
  return problems.length === 0 ? 0 : 1;
});
