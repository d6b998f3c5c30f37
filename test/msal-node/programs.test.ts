// SPDX-License-Identifier: MIT
import { cpSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { checkout, runProgram, type Ending } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';

// The compiled package, as programs load it: jest has no ES modules and no end of a process.

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

function run(program: string, ...args: string[]): Promise<Ending> {
  return runProgram(program, {
    folder: path.join(__dirname, 'programs'),
    environment: simulator.env,
    arguments: args,
  });
}

it('an ES module gets errors of the ES module’s classes, CommonJS of its own', async () => {
  simulator.setScenario('mfa');
  const { report, stderr } = await run('errors.mjs');
  expect(stderr).toBe('');
  expect(report).toEqual({
    errorCode: 'interaction_required',
    stackSaysTheSame: true,
    ofModule: true,
    ofCommon: true,
    ofCommonJs: false,
    commonJsOfCommonJs: true,
    others: ['function', 'function'],
  });
});

it('a logger does not keep the process alive', async () => {
  expect(await run('logger.cjs')).toMatchObject({ code: 0, signal: null, stdout: '1', stderr: '' });
});

it('without msal-node it works, and says what to install where an error needs it', async () => {
  using folder = new TemporaryFolder();
  const inside = folder.file('node_modules/entra-broker');
  mkdirSync(inside, { recursive: true });
  for (const part of ['dist', 'build', 'prebuilds', 'package.json']) {
    cpSync(path.join(checkout, part), path.join(inside, part), { recursive: true });
  }
  const finder = 'node_modules/node-gyp-build';
  cpSync(path.join(checkout, finder), folder.file(finder), { recursive: true });
  const { report, stderr } = await run('without-msal.cjs', path.join(inside, 'dist/msal-node'));
  expect(stderr).toBe('');
  const missing = {
    name: 'BrokerError',
    code: 'dependency_missing',
    hint: expect.stringContaining('npm install @azure/msal-node') as string,
  };
  expect(report).toMatchObject({
    accounts: 1,
    call: {
      ...missing,
      cause: 'invalid_request',
      message: expect.stringContaining('clientId') as string,
    },
    create: missing,
  });
});
