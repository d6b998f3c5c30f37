// SPDX-License-Identifier: MIT
import { spawnSync } from 'node:child_process';
import { cpSync } from 'node:fs';
import path from 'node:path';
import { checkout } from '../package/tarball.js';
import { newestMsalNode, oldestMsalNode, Project } from './project.js';
import type { TestBed } from './test-bed.js';

export function typeCases(bed: () => TestBed): void {
  it.each([oldestMsalNode, newestMsalNode])(
    'a strict program compiles against msal-node %s, as a module and as CommonJS',
    (version) => {
      const { folder, packed } = bed();
      const project = Project.onMsalNode(path.join(folder, `types-${version}`), version, packed);
      expect(compile('msal-node', project)).toEqual([]);
    },
  );

  it("a strict program written for Microsoft's packages compiles with ours in their place", () => {
    expect(compile('drop-in', bed().project)).toEqual([]);
  });
}

/** What the compiler says of a program of test/consumer, and of our packages, there. */
function compile(consumer: string, project: Project): readonly string[] {
  const sources = path.join(checkout, 'test/consumer', consumer);
  cpSync(sources, path.join(project.folder, consumer), { recursive: true });
  const tsc = path.join(checkout, 'node_modules/typescript/bin/tsc');
  const { stdout, stderr, status } = spawnSync(process.execPath, [tsc, '-p', consumer], {
    cwd: project.folder,
    encoding: 'utf8',
  });
  if (status === null || stderr !== '') throw new Error(`tsc failed: ${stderr}`);
  const lines = stdout.split('\n').filter((line) => line !== '');
  // Types inside packages are checked as well, for the sake of ours. Those of others have faults of
  // their own, msal-node 2 for one: imports without extension.
  return lines.filter((line) => !/^( |node_modules\/@(?!azure\/msal-node-runtime))/.test(line));
}
