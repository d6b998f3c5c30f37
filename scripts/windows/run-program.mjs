// SPDX-License-Identifier: MIT
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { runScript } from '../setup/set-up.mjs';
import { nodeBuilds, nodeProgram } from './node-builds.mjs';
import { inCheckout, windowsPath } from './places.mjs';
import { runOnWindows } from './run.mjs';
import { startWorld } from './world.mjs';

const usage = `usage: run-program.mjs [--node 20|22|none] [--deadline-ms N] [--env NAME=VALUE]... [--console window|pty] PROGRAM [ARGUMENT]...
Runs a program in node.exe, or with \`none\` an .exe, and shows its output when it has ended. The
exit code is the program's; 124: it was ended at the deadline. With a console its output is lost.
`;
const afterDeadline = 124;

await runScript(async () => {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: {
      node: { type: 'string', default: '20' },
      'deadline-ms': { type: 'string', default: '60000' },
      env: { type: 'string', multiple: true, default: [] },
      console: { type: 'string', default: 'none' },
    },
  });
  const [program, ...rest] = positionals;
  const build = nodeBuilds.find(({ major }) => String(major) === values.node);
  if (program === undefined || (build === undefined && values.node !== 'none')) {
    process.stderr.write(usage);
    return 2;
  }
  const environment = Object.fromEntries(
    values.env.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
  // Held by hold-world.mjs, or else for this one program.
  const held = process.env['ENTRA_BROKER_WINDOWS_DISPLAY'];
  const world = held === undefined ? await startWorld() : undefined;
  try {
    const display = held ?? world?.display ?? '';
    const node = build === undefined ? [] : [windowsPath(inCheckout(nodeProgram(build.major)))];
    const command = [...node, windowsPath(resolve(program)), ...rest];
    const deadlineMs = Number(values['deadline-ms']);
    const options = { display, environment, deadlineMs, console: values.console };
    const outcome = await runOnWindows(command, options);
    process.stdout.write(outcome.stdout);
    process.stderr.write(outcome.stderr);
    return outcome.exitCode ?? afterDeadline;
  } finally {
    await world?.stop();
  }
});
