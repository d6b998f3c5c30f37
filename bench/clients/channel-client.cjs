// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { readFileSync } = require('node:fs');
const { join } = require('node:path');
const { longestStall } = require('./loop-delay.cjs');
const { serve } = require('./measure.cjs');

// The channel alone: what C++ and the crossing to JavaScript cost.
// usage: channel-client.cjs PACKAGE_FOLDER REQUEST_FILE
const [packageFolder = '', requestFile = ''] = process.argv.slice(2);
/** @type {typeof import('../../lib/channels/dbus/channel.js')} */
const { DbusChannel } = require(join(packageFolder, 'dist', 'channels', 'dbus', 'channel.js'));

const template = readFileSync(requestFile, 'utf8');
const channel = new DbusChannel();
/** @type {Map<number, import('../../lib/channels/channel.js').ChannelCall>} */
const calls = new Map();

/** @param {number} size */
function callOf(size) {
  const known = calls.get(size);
  if (known !== undefined) return known;
  const call = /** @type {const} */ ({
    verb: 'invoke',
    method: 'acquireTokenSilently',
    protocolVersion: '0.0',
    correlationId: '7c1b0a52-6c3f-4a62-8a57-0f7d3f6e1b11',
    body: template.replace('@SCOPE@', `size-${size}`),
    timeoutMs: 300_000,
  });
  calls.set(size, call);
  return call;
}

serve(
  ({ size }, done) => {
    channel.start(callOf(size), (reply) => {
      if (reply.ok) done(undefined, reply.body.length);
      else done(reply.failure, 0);
    });
  },
  {
    idle: (milliseconds = 0) =>
      longestStall(() => new Promise((resolve) => setTimeout(resolve, milliseconds))),
  },
);
