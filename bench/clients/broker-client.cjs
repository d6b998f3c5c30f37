// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { serve } = require('./measure.cjs');
const { longestStall } = require('./loop-delay.cjs');
const {
  account,
  accessTokenSize,
  authority,
  clientId,
  redirectUri,
} = require('../stand-in/user.cjs');

// All that a program which asks for a token pays: checks, encoding, channel, decoding, result.
// usage: broker-client.cjs PACKAGE_FOLDER
const [packageFolder = ''] = process.argv.slice(2);
/** @type {typeof import('../../lib/index.js')} */
const { openBroker, CONSOLE_WINDOW_HANDLE } = require(packageFolder);

/** @param {number} size @param {number} [delayMs] */
function requestOf(size, delayMs) {
  const delay = delayMs === undefined ? [] : [`delay-${delayMs}`];
  return { clientId, authority, redirectUri, account, scopes: [`size-${size}`, ...delay] };
}

/** @param {import('../../lib/index.js').Broker} broker */
function callsOf(broker) {
  /** @type {import('./measure.cjs').Call} */
  const call = ({ size, delayMs }, done) => {
    broker.acquireTokenSilently(requestOf(size, delayMs)).then(
      ({ accessToken }) => done(undefined, accessTokenSize(size) === accessToken.length ? size : 0),
      (error) => done(error, 0),
    );
  };
  return call;
}

/**
 * A window that is given up half way, and slow silent calls.
 * @param {import('../../lib/index.js').Broker} broker @param {number} calls @param {number} delayMs
 */
async function slowCallsAndCancel(broker, calls, delayMs) {
  const abort = new AbortController();
  const window = broker.acquireTokenInteractively({
    ...requestOf(4096, 2 * delayMs),
    parentWindowHandle: CONSOLE_WINDOW_HANDLE,
    signal: abort.signal,
  });
  const silent = Array.from({ length: calls }, () =>
    broker.acquireTokenSilently(requestOf(4096, delayMs)),
  );
  setTimeout(() => abort.abort(), delayMs / 2);
  const [given] = await Promise.allSettled([window, ...silent]);
  const refused = given.status === 'rejected' && given.reason.code === 'request_aborted';
  if (!refused) throw new Error('the window was not given up', { cause: given });
  await Promise.all(silent);
}

async function main() {
  const broker = await openBroker();
  serve(callsOf(broker), {
    stall: (calls = 0, delayMs = 0) =>
      longestStall(() => slowCallsAndCancel(broker, calls, delayMs)),
  });
}

void main();
