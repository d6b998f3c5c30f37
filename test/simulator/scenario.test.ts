// SPDX-License-Identifier: MIT
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadScenario, readyScenarios, ScenarioError } from '../../simulator/src/index.js';
import type { Scenario } from '../../simulator/src/index.js';

const folder = mkdtempSync(join(tmpdir(), 'scenario-test-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

function problemsOf(scenario: unknown): readonly string[] {
  try {
    loadScenario(scenario as Scenario);
  } catch (error) {
    if (error instanceof ScenarioError) return error.problems;
    throw error;
  }
  return [];
}

test.each(readyScenarios)('the ready scenario %s is valid', (name) => {
  expect(loadScenario(name).accounts?.length).toBeGreaterThan(0);
});

test('every file in scenarios/ can be asked for by its name', () => {
  const files = readdirSync(join(__dirname, '..', '..', 'simulator', 'scenarios'));
  expect(files.sort()).toEqual(readyScenarios.map((name) => `${name}.json`).sort());
});

test('an empty scenario is valid', () => {
  expect(problemsOf({})).toEqual([]);
});

test.each<[string, unknown, RegExp]>([
  ['an unknown field', { acounts: [] }, /^\(top level\) has an unknown field "acounts"/],
  [
    'a missing field',
    { tenants: [{ id: '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01' }] },
    /^\/tenants\/0 lacks the field "domain": add it$/,
  ],
  [
    'an id that is no GUID',
    { clients: [{ id: 'x', redirectUris: [] }] },
    /^\/clients\/0\/id must be a GUID/,
  ],
  [
    'a wrong choice',
    { unknownClients: 'maybe' },
    /^\/unknownClients must be one of accept, refuse$/,
  ],
  [
    'a wrong type',
    { tokens: { lifetimeSeconds: 'long' } },
    /^\/tokens\/lifetimeSeconds must be integer$/,
  ],
  [
    'an unknown status name',
    { rules: [{ then: { error: { status: 'Broken' } } }] },
    /^\/rules\/0\/then\/error\/status must be one of Unexpected/,
  ],
  [
    'a rule without effect',
    { rules: [{ then: {} }] },
    /^\/rules\/0\/then must NOT have fewer than 1/,
  ],
  [
    'a rule with two fates',
    { rules: [{ then: { raw: '', noReply: true } }] },
    /^\/rules\/0\/then has raw and noReply: keep one/,
  ],
  [
    'a shape without an error',
    { rules: [{ then: { shape: 'himmelblau' } }] },
    /^\/rules\/0\/then has shape or topLevel without error/,
  ],
  [
    'a tenant that is not there',
    { accounts: [{ username: 'a', oid: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01', tenant: 'x' }] },
    /^\/accounts\/0\/tenant names a tenant that is not in \/tenants/,
  ],
  [
    'a policy for nobody',
    { policies: [{ effect: 'mfa_required', when: { username: 'x' } }] },
    /^\/policies\/0\/when\/username names a user/,
  ],
  ['a pick of nobody', { interactive: { pick: 'x' } }, /^\/interactive\/pick names a user/],
])('%s is refused with its place and what to do', (_what, scenario, expected) => {
  const problems = problemsOf(scenario);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toMatch(expected);
});

test('all faults of a scenario are told at once', () => {
  expect(problemsOf({ unknownClients: 1, tokens: 1 })).toHaveLength(2);
});

test('a file that is not there is named, with the ready scenarios as the way out', () => {
  const file = join(folder, 'missing.json');
  expect(() => loadScenario(file)).toThrow(
    `${file} is not a usable scenario: there is no such file`,
  );
  expect(() => loadScenario(file)).toThrow('default, mfa');
});

test('a folder in place of a file is refused', () => {
  expect(() => loadScenario(folder)).toThrow('it cannot be read (EISDIR)');
});

test('a file that is not JSON is refused with the parser’s reason', () => {
  const file = join(folder, 'broken.json');
  writeFileSync(file, '{ "accounts": [ }');
  expect(() => loadScenario(file)).toThrow(
    /broken\.json is not a usable scenario: it is not JSON: /,
  );
});

test('a file may begin with a byte order mark', () => {
  const file = join(folder, 'bom.json');
  writeFileSync(file, '\uFEFF{}');
  expect(loadScenario(file)).toEqual({});
});
