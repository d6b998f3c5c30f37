// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import prebuild from '../package/prebuild.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { credentialCases } from './credential.cases.js';
import { errorCases } from './errors.cases.js';
import { installedCases } from './installed.cases.js';
import { buildKeytar } from './keytar.js';
import { packInto, Project } from './project.js';
import { signInCases } from './sign-in.cases.js';
import type { TestBed } from './test-bed.js';
import { typeCases } from './types.cases.js';

jest.setTimeout(90_000);

const folder = new TemporaryFolder();
let simulator: Simulator;
let bed: TestBed;

beforeAll(async () => {
  simulator = await startSimulator();
  prebuild();
  const packed = packInto(folder.path);
  const project = Project.onMicrosoftsPackages(folder.file('app'), packed);
  buildKeytar(project.installed('keytar'));
  bed = { folder: folder.path, packed, project, simulator };
}, 420_000);

afterEach(() => {
  simulator.setScenario('default');
  simulator.setRules([]);
});

afterAll(async () => {
  await simulator.stop();
  folder[Symbol.dispose]();
});

describe('what npm installs', () => installedCases(() => bed));
describe('signing in with msal-node', () => signInCases(() => bed));
describe("the broker's errors in msal-node", () => errorCases(() => bed));
describe('credentials of @azure/identity', () => credentialCases(() => bed));
describe('types', () => typeCases(() => bed));
