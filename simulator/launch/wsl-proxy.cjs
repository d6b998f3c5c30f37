// SPDX-License-Identifier: MIT
// Stands in for msal.wsl.proxy.exe: takes its command line to the simulator's process, over the
// socket named first, and does with its own output and end what it is told there.
'use strict';
const { connect } = require('node:net');

const [socketPath = '', ...args] = process.argv.slice(2);

let told = '';
const socket = connect(socketPath);
socket.setEncoding('utf8');
socket.write(`${JSON.stringify(args)}\n`);
socket.on('data', (text) => (told += text));
socket.on('error', () => undefined);
socket.on('close', () => {
  // Nobody there, or the broker died: a proxy has nothing to say then.
  const { output = '', errors = '', exitCode = 1, signal } = told === '' ? {} : JSON.parse(told);
  process.stderr.on('error', () => undefined);
  process.stderr.write(errors);
  process.stdout.write(output, () => {
    if (signal === undefined) process.exit(exitCode);
    process.kill(process.pid, signal);
  });
});
