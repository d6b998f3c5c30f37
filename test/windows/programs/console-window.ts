// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { outcomeOf, WindowCalls } from '../parenting/window-calls.js';
import { loadRealWindows } from '../support/real-windows.js';

// Asks for a token in front of its console, and writes down that one's window: its arguments are a
// file, and `terminal` for a console that is within another window.

async function main(file: string, terminal: boolean): Promise<void> {
  const windows = loadRealWindows();
  const owner = terminal ? windows.createWindow() : 0n;
  if (terminal) windows.putConsoleInto(owner);
  const { reply } = await new WindowCalls().requestToken('console');
  const outcome = outcomeOf(await reply);
  const report = {
    outcome,
    console: Number(windows.consoleWindow()),
    shown: windows.describe(windows.consoleWindow()).shown,
    terminal: Number(owner),
  };
  writeFileSync(file, JSON.stringify(report));
  process.exit(0); // the window's thread goes on
}

void main(process.argv[2] ?? '', process.argv[3] === 'terminal');
