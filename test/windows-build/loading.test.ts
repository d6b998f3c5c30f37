// SPDX-License-Identifier: MIT
import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { nativeFailureCodes } from '../../lib/channels/channel.js';
import { contractVersion } from '../../lib/channels/native/contract.js';
import { checkout } from '../support/program.js';
import { reportOf, runWindowsProgram, windowsPath } from '../windows/support/windows-program.js';

const world = join(checkout, 'build-wine');
const folder = mkdtempSync(join(world, 'hosts-'));
const program = 'test/windows-build/programs/load.cjs';
const addon = windowsPath(join(checkout, 'prebuilds', 'win32-x64', 'entra-broker.node'));

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const whatItSays = {
  exports: ['NativeChannel', 'contractVersion', 'failureCodes'],
  contractVersion,
  failureCodes: nativeFailureCodes,
  refusal: 'TypeError',
};

describe.each([20, 22] as const)('the addon for win32-x64, in Node %i', (major) => {
  it('loads in node.exe and keeps the contract', async () => {
    const ending = await runWindowsProgram(program, { node: major, arguments: [addon] });
    expect(reportOf(ending)).toEqual({ ...whatItSays, host: 'node.exe', major });
  });

  it('loads in a copy of node.exe with another name, as Electron is one', async () => {
    const host = `host-of-another-name-${major}.exe`;
    copyFileSync(join(world, 'node', String(major), 'node.exe'), join(folder, host));
    const ending = await runWindowsProgram(relative(checkout, join(folder, host)), {
      node: 'none',
      arguments: [windowsPath(join(checkout, program)), addon],
    });
    expect(reportOf(ending)).toEqual({ ...whatItSays, host, major });
  });
});
