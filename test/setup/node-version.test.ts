// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { checkout } from './machine.js';

/** Runs the check under this Node, which says that it is another. */
function checkAs(version: string): { status: number | null; stderr: string } {
  const lie = `Object.defineProperty(process.versions, 'node', { value: '${version}' });`;
  const check = `require(${JSON.stringify(join(checkout, 'scripts', 'check-node.cjs'))});`;
  return spawnSync(process.execPath, ['-e', lie + check], { encoding: 'utf8' });
}

it.each(['18.20.4', '20.18.3'])('tells the user of Node %s to install a newer one', (version) => {
  const { status, stderr } = checkAs(version);
  expect(status).toBe(3);
  expect(stderr).toContain('needs Node 20.19 or newer');
});

it.each(['20.19.0', '22.0.0', '26.1.0'])('is content with Node %s', (version) => {
  expect(checkAs(version)).toMatchObject({ status: 0, stderr: '' });
});
