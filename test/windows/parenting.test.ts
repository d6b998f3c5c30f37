// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { waitingForUser } from '../support/scenarios.js';
import { parentingCases } from './parenting/index.js';
import { WamStandIn } from './stand-in/wam-stand-in.js';
import { testWindowsCases } from './support/windows-cases.js';
import { runWindowsProgram, windowsPath } from './support/windows-program.js';

// Whose window owns WAM's, and when WAM's are closed: the native channel in node.exe, with windows
// that are real.

const programs = 'build-wine/scripts/test/windows/programs';
const patienceMs = 20_000;
jest.setTimeout(60_000);

describe.each([20, 22] as const)('in node.exe %d', (node) => {
  testWindowsCases(
    'parenting.js',
    parentingCases.map(({ name }) => name),
    node,
  );
});

describe('a dialog that ignores Cancel, and is open when', () => {
  it.each([
    ['its process ends', 'exit', 0],
    ['its process ends by an error that nobody catches', 'throw', 1],
    ['its worker is terminated', 'terminate', 0],
  ])('%s is closed', async (_when, how, code) => {
    await using standIn = await WamStandIn.start({
      ...{ scenario: waitingForUser, dialog: 'ignores-cancel' },
    });
    const { environment } = standIn;
    const options = { environment, arguments: [how] };
    const ending = await runWindowsProgram(`${programs}/window-left-open.js`, options);
    expect(ending.code).toBe(code);
    const dialog = await standIn.dialogs.waitFor(({ open }) => !open, patienceMs);
    expect(dialog.closedBy).toBe('WM_CLOSE');
  });
});

interface ConsoleReport {
  readonly outcome: string;
  readonly console: number;
  readonly shown: boolean;
  readonly terminal: number;
}

async function inConsole(console: 'window' | 'pty', ...more: string[]) {
  using folder = new TemporaryFolder();
  const file = folder.file('report');
  await using standIn = await WamStandIn.start();
  await runWindowsProgram(`${programs}/console-window.js`, {
    ...{ console, environment: standIn.environment },
    arguments: [windowsPath(file), ...more],
  });
  const report = JSON.parse(readFileSync(file, 'utf8')) as ConsoleReport;
  expect(report.outcome).toBe('answered');
  const call = await standIn.waitForCall('RequestTokenForWindowAsync');
  expect(standIn.dialogs.all.map(({ owner }) => owner)).toEqual([call.hwnd]);
  return { ...report, call };
}

describe('the dialog of a console program is owned', () => {
  it('by the console’s window where that is shown', async () => {
    const { call, console, shown } = await inConsole('window');
    expect(shown).toBe(true);
    expect(call).toMatchObject({ hwnd: console, isWindow: true, hwndOwnProcess: false });
  });

  it('by the terminal’s window where that owns the console’s, which nobody sees', async () => {
    const { call, terminal, shown } = await inConsole('window', 'terminal');
    expect(shown).toBe(false);
    expect(call).toMatchObject({ hwnd: terminal, hwndClass: 'ProbeParent' });
  });

  it('by a window of its own where nobody sees the console’s, and no other owns that', async () => {
    const { call, console, shown } = await inConsole('pty');
    expect([shown, console === 0]).toEqual([false, false]);
    expect(call).toMatchObject({ hwndClass: 'EntraBrokerOwner', hwndOwnProcess: true });
  });
});
