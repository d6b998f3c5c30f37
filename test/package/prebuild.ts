// SPDX-License-Identifier: MIT
import { execFileSync } from 'node:child_process';
import { dirname } from 'node:path';

/** Once for all files of the suite: makes the binary that is packed. */
export default function prebuild(): void {
  const checkout = dirname(dirname(__dirname));
  execFileSync('npm', ['run', 'prebuild'], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
}
