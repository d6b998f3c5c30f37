// SPDX-License-Identifier: MIT
// Runs client.cjs with the benchmark's fast stand-in for a broker, on a bus of its own; takes its
// arguments, and ends as it does.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { startSimulator } from 'entra-broker-simulator';
import { LineProcess } from '../../../bench/processes.mjs';
import { compilePrograms, messageFiles, programFile } from '../../../bench/programs.mjs';

await compilePrograms();
// Only its bus, which goes when this process goes, however that ends; the stand-in follows it.
const bus = await startSimulator({ start: 'absent' });
const { tokenReply, accountsReply } = messageFiles;
await LineProcess.start([programFile('stand-in'), bus.busAddress ?? '', tokenReply, accountsReply]);

const client = fileURLToPath(new URL('client.cjs', import.meta.url));
// A young generation of one size, so that a larger one is not taken for a leak.
const flags = ['--expose-gc', '--max-semi-space-size=1'];
const child = spawn(process.execPath, [...flags, client, ...process.argv.slice(2)], {
  env: { ...process.env, ...bus.env },
  stdio: ['ignore', 'inherit', 'inherit', 3],
});
const [code] = await once(child, 'exit');
await bus.stop();
process.exitCode = code ?? 1;
