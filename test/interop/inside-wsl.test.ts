// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator } from 'entra-broker-simulator';
import { runProgram } from '../support/program.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { insideWsl } from '../wsl/namespace.js';

it("Microsoft's runtime inside WSL takes the simulator's proxy, with arguments as ours", async () => {
  await using wsl = await startSimulator({ front: 'wsl-proxy' });
  using folder = new TemporaryFolder();
  const ended = await runProgram('inside-wsl.cjs', {
    folder: path.join(__dirname, 'runtime'),
    under: insideWsl(folder, wsl.wsl?.wslinfoPath ?? ''),
  });
  expect(ended.code).toBe(0);
  expect(wsl.requests.map(({ method, protocolVersion }) => [method, protocolVersion])).toEqual([
    ['Ping', ''],
    ['getAccounts', '0.0'],
  ]);
}, 60_000);
