// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { Session } from 'node:inspector/promises';
import { fileURLToPath } from 'node:url';

const decoders =
  /\/dist\/(codecs\/identity-broker\/(?!dbus-)(\w+-)*(repl(y|ies)|envelope|identity|json|faults|base64url)|channels\/wam\/word-reader)\.js$/;

/**
 * Runs all bodies through all targets once more while V8 counts, and tells which pieces of the
 * decoders no body reached. Has to be called before anything loads the decoders.
 * @param {() => Promise<() => void>} load Loads what is to be run.
 * @returns {Promise<string[]>}
 */
export async function unreached(load) {
  const session = new Session();
  session.connect();
  await session.post('Profiler.enable');
  await session.post('Profiler.startPreciseCoverage', { callCount: true, detailed: true });
  const run = await load();
  run();
  const { result } = await session.post('Profiler.takePreciseCoverage');
  session.disconnect();
  return result.filter(({ url }) => decoders.test(url)).flatMap(piecesNeverRun);
}

/** @param {import('node:inspector').Profiler.ScriptCoverage} script */
function piecesNeverRun({ url, functions }) {
  const source = readFileSync(fileURLToPath(url), 'utf8');
  return functions
    .flatMap(({ ranges }) => ranges)
    .filter(({ count }) => count === 0)
    .map(({ startOffset, endOffset }) => {
      const line = source.slice(0, startOffset).split('\n').length;
      const text = source.slice(startOffset, endOffset).replaceAll(/\s+/g, ' ').trim();
      return `${url.replace(/^.*\//, '')}:${line}: ${text.slice(0, 80)}`;
    });
}
