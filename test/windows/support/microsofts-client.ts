// SPDX-License-Identifier: MIT
import { writeFileSync } from 'node:fs';
import { TemporaryFolder } from '../../support/temporary-folder.js';
import type { WamStandIn } from '../stand-in/wam-stand-in.js';
import type { RuntimeOutcome, WindowsCall } from './captures.js';
import { recordedIds } from './recorded-world.js';
import { reportOf, runWindowsProgram, windowsPath } from './windows-program.js';

const program = 'test/windows/programs/microsofts-client.cjs';

export interface ClientCall extends WindowsCall {
  /** Discover accounts first, so that the client knows them. */
  readonly again?: boolean;
  /** Make the call that often, in one process. Default 1. */
  readonly times?: number;
}

export interface ClientReport {
  readonly results: readonly RuntimeOutcome[];
  /** Handle of the program's window, if it had one. */
  readonly hwnd: number | null;
}

/**
 * Has Microsoft's runtime make a call in node.exe. All processes share one cache of its own, which
 * each empties: only one may run at a time, hence tests that use it are in one file.
 */
export async function callOfMicrosoftsClient(
  standIn: WamStandIn,
  call: ClientCall,
  node: 20 | 22 = 20,
): Promise<ClientReport> {
  using folder = new TemporaryFolder();
  const file = folder.file('call.json');
  writeFileSync(file, JSON.stringify({ ...call, ...recordedIds }));
  const { environment } = standIn;
  const ending = await runWindowsProgram(program, {
    arguments: [windowsPath(file)],
    environment,
    node,
  });
  return reportOf(ending) as ClientReport;
}
