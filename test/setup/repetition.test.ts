// SPDX-License-Identifier: MIT
import { Machine } from './machine.js';

it('does nothing, needs no root and no network where nothing is missing', () => {
  // npm, sudo and apt-get are what it would take to install anything.
  const machine = new Machine(['apt-get', 'sudo']);
  try {
    const { status, stdout, stderr } = machine.run('scripts/setup.mjs', ['demo']);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(/^==> set-up: nothing to do \(\d\.\d s\)\n$/);
  } finally {
    machine.remove();
  }
});
