// SPDX-License-Identifier: MIT
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { TemporaryFolder } from '../../support/temporary-folder.js';
import type { CaseReport } from './case-runner.js';
import { runWindowsProgram, type WindowsEnding, windowsPath } from './windows-program.js';

const programs = 'build-wine/scripts/test/windows/programs';

/** Longer than all cases of a program take together. */
const deadlineMs = 330_000;

interface Run {
  readonly reports: readonly CaseReport[];
  readonly ending: WindowsEnding;
}

/**
 * Makes tests of the cases that a program runs in node.exe: one of each name, all of one run. The
 * program gets the file for its reports as argument.
 */
export function testWindowsCases(program: string, names: readonly string[], node: 20 | 22): void {
  let run: Run;

  beforeAll(async () => {
    run = await runOf(program, node);
  }, deadlineMs + 10_000);

  it.each(names)('%s', (name) => {
    const reports = run.reports.filter((report) => report.name === name);
    const failure = reports.find((report) => report.failure !== undefined)?.failure;
    const { code, stdout, stderr } = run.ending;
    const fate = `the program ended with ${code} ${reports.length > 0 ? 'in' : 'before'} this case`;
    expect(failure ?? `${fate}\n${stdout}${stderr}`).toBe('');
  });

  it('ends by itself afterwards, and has printed nothing', () => {
    expect(run.ending).toEqual({ code: 0, stdout: '', stderr: '' });
  });
}

async function runOf(program: string, node: 20 | 22): Promise<Run> {
  using folder = new TemporaryFolder();
  const file = folder.file('reports');
  const ending = await runWindowsProgram(join(programs, program), {
    ...{ node, deadlineMs },
    arguments: [windowsPath(file)],
  });
  const lines = readFileSync(file, 'utf8').split('\n');
  const reports = lines.filter((line) => line !== '').map((line) => JSON.parse(line) as CaseReport);
  return { reports, ending };
}
