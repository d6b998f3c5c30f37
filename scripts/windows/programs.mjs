// SPDX-License-Identifier: MIT
import { copyFileSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { runStep } from '../setup/progress.mjs';
import { isStamped, keyOf, stamp } from '../setup/stamps.mjs';
import { inCheckout, programs, world } from './places.mjs';

const target = 'x86_64-w64-mingw32';
// That of the POSIX threads: the other one has no std::mutex.
const compiler = `${target}-g++-posix`;
const objects = join(world, 'objects');
const sources = 'test/windows';
const library = 'test/windows/stand-in/native';
const declarations = 'native/windows/abi';
const common = 'test/windows/common.h';
const importLibrary = join(objects, 'libnode.a');

const compilerFlags = [
  ...['-std=c++20', '-O0', '-Wall', '-Wextra', '-Werror', '-D_WIN32_WINNT=0x0A00', '-DUNICODE'],
  ...['-DNAPI_VERSION=8', '-Inative', '-Inode_modules/node-api-headers/include'],
];

/**
 * What the tests need on Windows, beside the addon itself.
 * @type {readonly { output: string, sources: () => string[], link: string[] }[]}
 */
const products = [
  {
    output: 'stand_in.dll',
    sources: () => sourcesIn(library),
    link: ['-shared', '-lole32', '-lruntimeobject', '-lws2_32'],
  },
  {
    output: 'stand_in_dialog.exe',
    sources: () => [
      ...sourcesIn('test/windows/stand-in/dialog'),
      ...['background', 'json', 'line_socket', 'text'].map((name) => `${library}/${name}.cc`),
    ],
    link: ['-municode', '-mwindows', '-lruntimeobject', '-lws2_32'],
  },
  {
    output: 'probe.exe',
    sources: () => [
      ...sourcesIn('test/windows/probe'),
      ...['json', 'text'].map((name) => `${library}/${name}.cc`),
    ],
    link: ['-municode', '-mconsole', '-lole32', '-lruntimeobject'],
  },
  {
    output: 'shell.exe',
    sources: () => sourcesIn('test/windows/shell'),
    link: ['-municode', '-mwindows'],
  },
  {
    output: 'windows.node',
    sources: () => sourcesIn('test/windows/addon'),
    link: ['-shared', importLibrary],
  },
];

/** @param {string} folder */
function sourcesIn(folder) {
  const names = readdirSync(inCheckout(folder)).filter((name) => name.endsWith('.cc'));
  return names.sort().map((name) => `${folder}/${name}`);
}

/** Builds the programs unless they were made from these sources. */
export async function buildPrograms() {
  const outputs = products.map(({ output }) => join(programs, output));
  const folders = ['addon', 'probe', 'shell', 'stand-in/dialog', 'stand-in/native'];
  const inputs = folders.map((folder) => `${sources}/${folder}`);
  const key = keyOf([...inputs, common, declarations, 'scripts/windows/programs.mjs']);
  if (isStamped('windows-programs', key, outputs)) return false;
  for (const folder of [programs, objects]) mkdirSync(inCheckout(folder), { recursive: true });
  await compileAll();
  await makeImportLibrary();
  for (const product of products) {
    const parts = product.sources().map(objectOf);
    // Static: nothing of the compiler's has to lie beside them on Windows.
    const flags = ['-static', '-s', '-o', join(programs, product.output)];
    await runStep(product.output, [compiler, ...flags, ...parts, ...product.link]);
  }
  stamp('windows-programs', key, outputs);
  return true;
}

async function compileAll() {
  const all = [...new Set(products.flatMap((product) => product.sources()))];
  const keys = new Map(all.map((source) => [source, objectKey(source)]));
  const stale = [...keys].filter(
    ([source, key]) => !isStamped(stampOf(source), key, [objectOf(source)]),
  );
  if (stale.length === 0) return;
  const header = await precompile();
  // xargs: as many at a time as there are processors.
  const pairs = stale.flatMap(([source]) => [source, objectOf(source)]);
  const compile = `${compiler} ${compilerFlags.join(' ')} -include ${header} -c "$0" -o "$1"`;
  const script = `printf '%s\\0' "$@" | xargs -0 -n 2 -P "$0" sh -c '${compile}'`;
  await runStep('C++ for Windows', ['sh', '-c', script, String(availableParallelism()), ...pairs]);
  for (const [source, key] of stale) stamp(stampOf(source), key, [objectOf(source)]);
  rmSync(inCheckout(`${header}.gch`)); // more than 100 MB
}

/** @returns The header that the compiler finds precompiled. */
async function precompile() {
  const header = join(objects, basename(common));
  copyFileSync(inCheckout(common), inCheckout(header));
  const places = ['-x', 'c++-header', header, '-o', `${header}.gch`];
  await runStep('C++ headers for Windows', [compiler, ...compilerFlags, ...places]);
  return header;
}

/** @param {string} source */
function objectKey(source) {
  const folders = new Set([dirname(source), library, declarations]);
  return keyOf([source, common, ...[...folders].flatMap(headersIn)], compilerFlags);
}

/** @param {string} folder */
function headersIn(folder) {
  const names = readdirSync(inCheckout(folder)).filter((name) => name.endsWith('.h'));
  return names.map((name) => `${folder}/${name}`);
}

/** @param {string} source */
function stampOf(source) {
  return `windows-object-${basename(source, '.cc')}`;
}

/** @param {string} source */
function objectOf(source) {
  return join(objects, `${basename(source, '.cc')}.o`);
}

/** Node-API, as node.exe exports it. */
async function makeImportLibrary() {
  const names = ['js_native_api', 'node_api'].flatMap((name) => {
    const file = inCheckout(`node_modules/node-api-headers/def/${name}.def`);
    return readFileSync(file, 'utf8').split(/\r?\n/).slice(2);
  });
  const definition = join(objects, 'node.def');
  const text = ['NAME node.exe', 'EXPORTS', ...names.filter((name) => name.trim() !== ''), ''];
  writeFileSync(inCheckout(definition), text.join('\n'));
  const places = ['-d', definition, '-D', 'node.exe', '-l', importLibrary];
  await runStep('import library of node.exe', [`${target}-dlltool`, ...places]);
}
