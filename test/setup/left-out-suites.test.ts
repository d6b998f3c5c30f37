// SPDX-License-Identifier: MIT
import { Machine } from './machine.js';

const machine = new Machine(['chromium']);

afterAll(() => {
  machine.remove();
});

it('names a suite that this machine is not equipped for, and what would equip it', () => {
  const { stdout } = machine.run('scripts/test.mjs', ['page']);
  expect(stdout).toMatch(/^ +page +left out: needs chromium$/m);
  expect(stdout).toContain('npm run setup:full');
  expect(stdout).toMatch(/\n0 passed, 0 failed, 1 skipped\n$/);
});

it('takes it for a failure where CI=true', () => {
  const environment = { CI: 'true' };
  const { status, stdout } = machine.run('scripts/test.mjs', ['page'], { environment });
  expect(status).toBe(1);
  expect(stdout).toMatch(/\n0 passed, 1 failed, 0 skipped\n$/);
});

it('refuses the name of a suite that does not exist', () => {
  const { status, stderr } = machine.run('scripts/test.mjs', ['paeg']);
  expect(status).toBe(2);
  expect(stderr).toContain('No suite paeg.');
});
