// SPDX-License-Identifier: MIT
import { execFileSync, spawnSync } from 'node:child_process';
import path from 'node:path';
import { checkout } from '../support/program.js';

it('the hand-written declarations of libdbus agree with <dbus/dbus.h>', () => {
  const multiarch = execFileSync('g++', ['-print-multiarch'], { encoding: 'utf8' }).trim();
  const { status, stderr } = spawnSync(
    'g++',
    [
      '-std=c++20',
      '-fsyntax-only',
      '-Wall',
      '-Werror',
      '-Wno-unused',
      `-I${path.join(checkout, 'native')}`,
      '-I/usr/include/dbus-1.0',
      `-I/usr/lib/${multiarch}/dbus-1.0/include`,
      path.join(__dirname, 'libdbus-declarations.cc'),
    ],
    { encoding: 'utf8' },
  );
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
}, 60_000);
