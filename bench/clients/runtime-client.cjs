// SPDX-License-Identifier: MIT
// @ts-check
'use strict';
const { randomUUID } = require('node:crypto');
const { msalNodeRuntime: runtime } = require('@azure/msal-node-runtime');
const { accessTokenSize, authority, clientId, redirectUri } = require('../stand-in/user.cjs');
const { longestStall } = require('./loop-delay.cjs');
const { giveUp, serve } = require('./measure.cjs');

// Microsoft's runtime: `renew` sends every call to the broker, as entra-broker does; `cached` takes
// the token from the runtime's own cache.
// usage: runtime-client.cjs renew|cached

/** @typedef {import('@azure/msal-node-runtime').Account} Account */

const renews = process.argv[2] === 'renew';

/** Tokens that the runtime keeps, by their scopes: only the one it has can be renewed. */
const kept = new Map();

/** @param {string} scopes @param {boolean} renew */
function parametersOf(scopes, renew) {
  const parameters = new runtime.AuthParameters();
  parameters.CreateAuthParameters(clientId, authority);
  parameters.SetRedirectUri(redirectUri);
  parameters.SetRequestedScopes(scopes);
  if (renew && kept.has(scopes)) parameters.SetAccessTokenToRenew(kept.get(scopes));
  return parameters;
}

/** @returns {Promise<Account>} */
function firstAccount() {
  return new Promise((resolve, reject) => {
    runtime.DiscoverAccountsAsync(clientId, randomUUID(), (result) => {
      try {
        result.CheckError();
        const account = result.accounts[0];
        if (account === undefined) reject(new Error('the runtime discovers no account'));
        else resolve(account);
      } catch (error) {
        reject(error);
      }
    });
  });
}

/** @param {string} telemetry @param {boolean} expected */
function checkBrokerUse(telemetry, expected) {
  if (telemetry.includes(`"broker_app_used":"${String(expected)}"`)) return;
  throw new Error(`the runtime ${expected ? 'took a token from its cache' : 'asked the broker'}`);
}

/**
 * @param {Account} account @param {string} scopes
 * @param {boolean} renew @param {(error: unknown, token: string) => void} done
 */
function silent(account, scopes, renew, done) {
  const first = !kept.has(scopes);
  const parameters = parametersOf(scopes, renew);
  runtime.AcquireTokenSilentlyAsync(parameters, randomUUID(), account, (result) => {
    try {
      result.CheckError();
      // The first may find what another process has left in the keyring.
      if (!first) checkBrokerUse(result.telemetryData, renew);
    } catch (error) {
      return done(error, '');
    }
    kept.set(scopes, result.accessToken);
    done(undefined, result.accessToken);
  });
}

/**
 * What the broker client does in its slowCallsAndCancel, by the runtime's means. Each call has
 * scopes of its own, or the first answer would serve the others from the cache.
 * @param {Account} account @param {number} calls @param {number} delayMs
 */
async function slowCallsAndCancel(account, calls, delayMs) {
  const scopes = `size-4096 delay-${delayMs}`;
  const window = new Promise((resolve) => {
    const handle = runtime.AcquireTokenInteractivelyAsync(
      Buffer.alloc(8),
      parametersOf(`size-4096 delay-${2 * delayMs}`, false),
      randomUUID(),
      account,
      resolve,
    );
    setTimeout(() => handle.CancelAsyncOperation(), delayMs / 2);
  });
  const waiting = Array.from({ length: calls }, (_, index) => {
    return new Promise((resolve, reject) => {
      silent(account, `${scopes} call-${index}-${randomUUID()}`, true, (error, token) => {
        if (error === undefined) resolve(token);
        else reject(error);
      });
    });
  });
  await Promise.all([window, ...waiting]);
}

async function main() {
  const account = await firstAccount();
  serve(
    ({ size }, done) => {
      silent(account, `size-${size}`, renews, (error, token) => {
        done(error, token.length === accessTokenSize(size) ? size : token.length);
      });
    },
    {
      stall: (calls = 0, delayMs = 0) =>
        longestStall(() => slowCallsAndCancel(account, calls, delayMs)),
    },
  );
}

main().catch(giveUp);
