// SPDX-License-Identifier: MIT
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** A frame of ours: a source file of the addon, or the compiled addon itself. */
const ourFrame = /\/native\/[\w/]+\.(cc|h):\d+|entra_broker\.node/;

/** Frames that say nothing about who asked: the sanitizer, the C and C++ libraries, libdbus. */
const bystander =
  /vg_replace_malloc\.c|lib(asan|lsan|tsan|ubsan|stdc\+\+|dbus-1|c|gcc_s)\.so|\/libsanitizer\/|\/include\/c\+\+\//;

/**
 * What the sanitizers wrote into a folder about the addon.
 *
 * Errors of memory and undefined behaviour count whatever frames they show: nothing but the addon
 * is instrumented, and damage comes to light anywhere. Leaks and races count if the addon did what
 * a stack tells of: if its first frame that is no bystander is ours. Node has some of its own.
 * @param {string} folder
 * @returns {string[]}
 */
export function ourReports(folder) {
  const files = readdirSync(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  return files.flatMap(reportsOf).filter(isOurs);
}

/** @param {string} text */
function reportsOf(text) {
  return text
    .split(/\n(?:=+\n)+|\n\n(?=(?:Direct|Indirect) leak of )|\n(?=.*: runtime error: )/)
    .filter((report) => report.trim() !== '');
}

/** @param {string} report */
function isOurs(report) {
  if (/^(Direct|Indirect) leak of /m.test(report)) return stacksOf(report).some(isFromUs);
  if (!report.includes('WARNING: ThreadSanitizer')) {
    return /ERROR: (?!LeakSanitizer)|runtime error: /.test(report);
  }
  // Where threads and memory came from is told after the two accesses, and proves nothing.
  const [accesses = ''] = report.split(/\n\n {2}(?=Location|Mutex|Thread|As if)/);
  return stacksOf(accesses).some(isFromUs);
}

/**
 * What valgrind wrote about the addon; whose an error or a leak is, is told as above.
 * @param {string} log
 * @returns {string[]}
 */
export function ourValgrindReports(log) {
  const blocks = log.replaceAll(/^==\d+== ?/gm, '').split(/\n\s*\n/);
  return blocks.filter((block) =>
    isFromUs(block.split('\n').filter((line) => /^\s+(at|by) 0x/.test(line))),
  );
}

/** @param {string} text */
function stacksOf(text) {
  const stacks = text.split(/\n(?!\s+#)/);
  return stacks.map((stack) => stack.split('\n').filter((line) => /^\s+#\d+ /.test(line)));
}

/** @param {readonly string[]} stack */
function isFromUs(stack) {
  const first = stack.find((frame) => ourFrame.test(frame) || !bystander.test(frame));
  return first !== undefined && ourFrame.test(first);
}
