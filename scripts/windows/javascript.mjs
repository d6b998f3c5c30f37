// SPDX-License-Identifier: MIT
import {
  cpSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import { transformFileSync } from '@swc/core';
import { say, secondsSince } from '../setup/progress.mjs';
import { isStamped, keyOf, stamp } from '../setup/stamps.mjs';
import { inCheckout, scripts } from './places.mjs';

// node.exe 20 takes no TypeScript, and has no jest here: what its programs are made of is compiled
// beforehand, as jest does it, into a package of its own that is laid out like the checkout.

/** Programs may run meanwhile from what was made before. */
const inTheMaking = `${scripts}-new`;
const simulator = join('node_modules', 'entra-broker-simulator');
const binary = 'prebuilds/win32-x64';

/** Folders of sources, and where their JavaScript goes. */
const sources = [
  ['lib', 'lib'],
  ['simulator/src', join(simulator, 'src')],
  ['test/conformance', 'test/conformance'],
  ['test/support', 'test/support'],
  ['test/windows', 'test/windows'],
];

/** What is taken as it is. */
const others = [
  ['simulator/scenarios', join(simulator, 'scenarios')],
  ['simulator/scenario.schema.json', join(simulator, 'scenario.schema.json')],
  ['test/captures/windows', 'test/captures/windows'],
  [binary, binary],
];

/** @type {import('@swc/core').Options} */
const options = {
  swcrc: false,
  configFile: false,
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs' },
  sourceMaps: 'inline',
};

/** Compiles what has changed since the last time: everything, or nothing. */
export function buildJavaScript() {
  const inputs = [...sources, ...others].map(([from = '']) => from);
  const manifests = ['package.json', 'simulator/package.json'];
  const key = keyOf([...inputs, ...manifests, 'scripts/windows/javascript.mjs']);
  const outputs = [join(scripts, 'package.json')];
  if (isStamped('windows-scripts', key, outputs)) return;
  const started = performance.now();
  rmSync(inCheckout(inTheMaking), { recursive: true, force: true });
  for (const [from = '', to = ''] of sources) compileFolder(from, to);
  for (const [from = '', to = ''] of others) {
    if (existsSync(inCheckout(from))) cpSync(inCheckout(from), place(to), { recursive: true });
  }
  // The simulator has dependencies of its own beside those of the checkout.
  symlinkSync(inCheckout('simulator/node_modules'), place(join(simulator, 'node_modules')));
  const { version } = readJson('simulator/package.json');
  writeJson(join(simulator, 'package.json'), { version, main: './src/index.js' });
  writeManifest();
  rmSync(inCheckout(scripts), { recursive: true, force: true });
  renameSync(inCheckout(inTheMaking), inCheckout(scripts));
  stamp('windows-scripts', key, outputs);
  say(`JavaScript for node.exe: done (${secondsSince(started)})`);
}

/** @param {string} from @param {string} to */
function compileFolder(from, to) {
  const names = readdirSync(inCheckout(from), { encoding: 'utf8', recursive: true });
  for (const name of names) {
    if (!name.endsWith('.ts') || /\.(d|test)\.ts$/.test(name)) continue;
    const { code } = transformFileSync(inCheckout(join(from, name)), options);
    const output = place(join(to, name.replace(/\.ts$/, '.js')));
    mkdirSync(dirname(output), { recursive: true });
    writeFileSync(output, code);
  }
}

/** The package that the tests know as `entra-broker`: they are within it, and it exports lib/. */
function writeManifest() {
  const { name, version, type, exports } = readJson('package.json');
  const entries = Object.keys(exports).filter((entry) => entry !== './package.json');
  const inLib = entries.map((entry) => [entry, `./${join('lib', entry, 'index.js')}`]);
  writeJson('package.json', { name, version, type, exports: Object.fromEntries(inLib) });
}

/** @param {string} path */
function place(path) {
  return inCheckout(join(inTheMaking, path));
}

/** @param {string} file */
function readJson(file) {
  return JSON.parse(readFileSync(inCheckout(file), 'utf8'));
}

/** @param {string} path @param {object} value */
function writeJson(path, value) {
  writeFileSync(place(path), `${JSON.stringify(value, null, 2)}\n`);
}
