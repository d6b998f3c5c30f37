// SPDX-License-Identifier: MIT
// Makes a call that the native channel refuses, and has nothing more to do.
'use strict';
const { loadAddon } = require('../../../dist/channels/native/load.js');
const { report } = require('./common.cjs');

const channel = new (loadAddon().addon.NativeChannel)('dbus', ['unix:path=/nonexistent', '1000']);
try {
  channel.start(() => {}, 60_000, ['get-accounts', '0.0', '', '{}']);
} catch (error) {
  report(error.name);
}
globalThis.channel = channel;
