// SPDX-License-Identifier: MIT
'use strict';
// What the programs of the tests share. They use the compiled package, as an application does.
const { readdirSync, readFileSync, readlinkSync, writeSync } = require('node:fs');
const { setTimeout: delay } = require('node:timers/promises');
const { CONSOLE_WINDOW_HANDLE } = require('entra-broker');
const { DbusChannel } = require('../../dist/channels/dbus/channel.js');

const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const tokenRequest = {
  clientId,
  authority: 'https://login.microsoftonline.com/common',
  redirectUri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
  scopes: ['User.Read'],
};

/** The user of the simulator's default scenario. */
const account = {
  homeAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  localAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01',
  environment: 'login.windows.net',
  realm: '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  username: 'ada@contoso.example',
};

// The tests make the broker deaf to the one of these methods, and leave the bus at the other.
const unanswered = 'removeAccount';
const leave = 'generateSignedHttpRequest';

/** Tells the test; once, at any time before the end. */
function report(value) {
  writeSync(3, JSON.stringify(value));
}

/** A channel of its own to the bus of the environment, below everything that makes promises. */
function openChannel() {
  return new DbusChannel();
}

/** What a channel is asked to call; the default scenario answers it. */
function invocation(method, timeoutMs = 60_000) {
  const body = JSON.stringify({ clientId, redirectUri: '' });
  return { verb: 'invoke', method, protocolVersion: '0.0', correlationId: '', body, timeoutMs };
}

/** Counts what the operating system knows of this process. */
function usage() {
  const descriptors = readdirSync('/proc/self/fd');
  return {
    threads: readdirSync('/proc/self/task').length,
    brokerThreads: brokerThreads(),
    // One of them reads the folder.
    descriptors: descriptors.length - 1,
    sockets: descriptors.filter((name) => linkOf(name).startsWith('socket:')).length,
  };
}

function brokerThreads() {
  const names = readdirSync('/proc/self/task').map((thread) => {
    try {
      return readFileSync(`/proc/self/task/${thread}/comm`, 'utf8').trim();
    } catch {
      return ''; // ended meanwhile
    }
  });
  return names.filter((name) => name === 'entra-broker').length;
}

function linkOf(descriptor) {
  try {
    return readlinkSync(`/proc/self/fd/${descriptor}`);
  } catch {
    return '';
  }
}

/**
 * Memory at rest, with --expose-gc: the least of some looks, since V8 gives it back in its own
 * time.
 */
async function residentMegabytes() {
  let resident = Infinity;
  for (let look = 0; look < 10; look += 1) {
    globalThis.gc();
    await delay(20);
    resident = Math.min(resident, process.memoryUsage.rss());
  }
  return resident / 1_048_576;
}

/** Waits for something that another thread does in its own time; gives up loudly. */
async function until(what, holds) {
  for (const end = performance.now() + 10_000; !holds(); await delay(5)) {
    if (performance.now() > end) throw new Error(`in vain: ${what}`);
  }
}

module.exports = {
  account,
  clientId,
  invocation,
  leave,
  openChannel,
  report,
  residentMegabytes,
  silentRequest: { ...tokenRequest, account },
  tokenRequest,
  unanswered,
  until,
  usage,
  windowRequest: { ...tokenRequest, parentWindowHandle: CONSOLE_WINDOW_HANDLE },
};
