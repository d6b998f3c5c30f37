// SPDX-License-Identifier: MIT
// Run by the bus daemon to start the broker: asks the simulator's process, over the socket named
// on the command line, to come onto the bus, and lives until that has worked or failed.
'use strict';
const { connect } = require('node:net');

let answer = '';
const socket = connect(process.argv[2]);
socket.setEncoding('utf8');
socket.on('data', (text) => (answer += text));
socket.on('error', () => process.exit(1));
socket.on('close', () => process.exit(answer === 'up\n' ? 0 : 1));
