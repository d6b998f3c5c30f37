// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkout } from './machine.js';

const folder = mkdtempSync(join(tmpdir(), 'entra-broker-headers-'));

const addon = `
#include <napi.h>
Napi::Object Init(Napi::Env env, Napi::Object exports) {
  exports.Set("answer", Napi::Number::New(env, 42));
  return exports;
}
NODE_API_MODULE(entra_broker, Init)
`;

const compileAndLoad = `
  import { spawnSync } from 'node:child_process';
  import { createRequire } from 'node:module';
  import { headersFromNpm } from './scripts/setup/node-headers.mjs';
  const env = { ...process.env, npm_config_nodedir: headersFromNpm() };
  const gyp = 'node_modules/node-gyp/bin/node-gyp.js';
  const { status, stderr } = spawnSync(process.execPath, [gyp, 'rebuild'], { env });
  if (status !== 0) throw new Error(String(stderr));
  const require = createRequire(process.cwd() + '/');
  console.log(require('./build/Release/entra_broker.node').answer);
`;

beforeAll(() => {
  for (const path of ['scripts', 'binding.gyp', 'package.json']) {
    cpSync(join(checkout, path), join(folder, path), { recursive: true });
  }
  symlinkSync(join(checkout, 'node_modules'), join(folder, 'node_modules'));
  mkdirSync(join(folder, 'native'));
  const defines = join('native', 'defines.json');
  cpSync(join(checkout, defines), join(folder, defines));
  writeFileSync(join(folder, 'native', 'addon.cc'), addon);
  const sources = { common: ['native/addon.cc'], linux: [] };
  writeFileSync(join(folder, 'native', 'sources.json'), JSON.stringify(sources));
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

it('compiles an addon with the headers of node-api-headers, for a Node that brings none', () => {
  const args = ['--input-type=module', '--eval', compileAndLoad];
  const output = execFileSync(process.execPath, args, { cwd: folder, encoding: 'utf8' });
  expect(output.trim()).toBe('42');
}, 120_000);
