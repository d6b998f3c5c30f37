// SPDX-License-Identifier: MIT
import {
  cpSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { checkout, runProgram } from '../support/program.js';

const compat = join(checkout, 'compat/msal-node-runtime');
const name = '@azure/msal-node-runtime';

/** An app on Microsoft's runtime, in whose place an override has put ours. */
let app: string;
let simulator: Simulator;

beforeAll(async () => {
  app = mkdtempSync(join(tmpdir(), 'entra-broker-override-'));
  mkdirSync(join(app, 'node_modules/@azure'), { recursive: true });
  cpSync(compat, join(app, 'node_modules', name), { recursive: true });
  symlinkSync(checkout, join(app, 'node_modules/entra-broker'));
  writeFileSync(join(app, 'app.cjs'), `const names = require('${name}');\n${body}`);
  const names = 'ErrorStatus, LogLevel, msalNodeRuntime';
  writeFileSync(
    join(app, 'app.mjs'),
    `import { ${names} } from '${name}';\nconst names = { ${names} };\n${body}`,
  );
  simulator = await startSimulator();
});

afterAll(async () => {
  await simulator.stop();
  rmSync(app, { recursive: true, force: true });
});

const body = `
const { msalNodeRuntime: runtime } = names;
const id = '11111111-2222-4333-8444-555555555555';
runtime.DiscoverAccountsAsync('5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5', id, (result) => {
  result.CheckError();
  const users = result.accounts.map(({ username }) => username);
  const { ErrorStatus, LogLevel } = names;
  const told = [Object.keys(names).sort(), ErrorStatus[7], LogLevel.Fatal, users];
  process.getBuiltinModule('node:fs').writeSync(3, JSON.stringify(told));
});
`;

it.each(['app.cjs', 'app.mjs'])(
  '%s finds every name in the package of the override',
  async (file) => {
    const { report, ...ending } = await runProgram(file, {
      folder: app,
      environment: simulator.env,
    });
    expect(ending).toEqual({ code: 0, signal: null, stdout: '', stderr: '' });
    expect(report).toEqual([
      ['ErrorStatus', 'LogLevel', 'msalNodeRuntime'],
      'UserCanceled',
      6,
      ['ada@contoso.example'],
    ]);
  },
  40_000,
);

it('is published under the version of the API', () => {
  const versionIn = (folder: string): unknown =>
    (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: unknown })
      .version;
  expect(versionIn(compat)).toBe(versionIn(join(checkout, 'node_modules', name)));
});
