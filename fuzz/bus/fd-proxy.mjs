// SPDX-License-Identifier: MIT
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

/**
 * A second way to a bus, on which everything comes with file descriptors.
 * @param {string} socket Path of the bus's own.
 */
export async function openFdProxy(socket) {
  const own = `${socket}-with-descriptors`;
  const program = fileURLToPath(new URL('./fd-proxy.py', import.meta.url));
  const child = spawn('python3', [program, own, socket], { stdio: ['pipe', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  return {
    address: `unix:path=${own}`,
    async close() {
      const ended = once(child, 'exit');
      child.stdin.end();
      await ended;
    },
  };
}
