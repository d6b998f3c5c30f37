// SPDX-License-Identifier: MIT
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Machine } from './machine.js';

const seconds = 1000;
let machine: Machine;

function machineWithout(...hidden: readonly string[]): Machine {
  machine = new Machine(hidden);
  return machine;
}

afterEach(() => {
  machine.remove();
});

describe('set-up for a user who cannot become root', () => {
  it.each(['make', 'g++', 'python3', 'dbus-daemon'])(
    'ends with code 3 and one line for an administrator where %s is missing',
    (command) => {
      const { status, stdout, stderr } = machineWithout(command).run('scripts/setup.mjs', ['demo']);
      expect(status).toBe(3);
      const aptLines = `${stdout}${stderr}`.split('\n').filter((line) => line.includes('apt-get'));
      expect(aptLines).toEqual([
        `    sudo apt-get update && sudo apt-get install -y --no-install-recommends ${command}`,
      ]);
    },
    10 * seconds,
  );

  it('names all that is missing in one line', () => {
    const { stderr } = machineWithout('make', 'g++').run('scripts/setup.mjs', ['demo']);
    expect(stderr).toMatch(/install -y --no-install-recommends make g\+\+$/m);
  });

  it('names the tools where there is no apt-get', () => {
    const { status, stderr } = machineWithout('make', 'apt-get').run('scripts/setup.mjs', ['demo']);
    expect(status).toBe(3);
    expect(stderr).toMatch(/^ +make - compiles the addon/m);
    expect(stderr).not.toContain('sudo');
  });

  it('refuses before it writes or downloads anything', () => {
    const bare = machineWithout('dbus-daemon').bareCheckout();
    expect(machine.run('scripts/demo.mjs', [], { cwd: bare }).status).toBe(3);
    expect(existsSync(join(bare, 'node_modules'))).toBe(false);
    expect(existsSync(join(bare, '.cache'))).toBe(false);
  });

  it('makes a refused test run end with a count that says failed', () => {
    const { status, stdout } = machineWithout('g++').run('scripts/test.mjs');
    expect(status).toBe(3);
    expect(stdout).toMatch(/^0 passed, 1 failed, 0 skipped\n$/m);
  });
});
