// SPDX-License-Identifier: MIT
'use strict';
// Walks through the whole package, its failures and faults: `walk.cjs listeners|bare FAULTS`. The
// faults are names with the correlation ids under which the test's broker commits them.
const { inspect } = require('node:util');
const { BrokerError, inspectBroker, openBroker, redirectUrisToRegister } = require('entra-broker');
const child = require('../../support/child.cjs');

const { account, clientId, report, silentRequest, tokenRequest, windowRequest } = child;

const [kind, faults] = process.argv.slice(2);
const codeOf = (error) => (error instanceof BrokerError ? error.code : `no BrokerError: ${error}`);
const outcomeOf = (call) => call.then(() => 'done', codeOf);

function listenTo(broker) {
  if (kind !== 'listeners') return;
  for (const event of ['accountsChanged', 'availabilityChanged', 'log']) broker.on(event, () => {});
}

/** Every operation, well. */
async function operations(broker) {
  const window = { ...windowRequest, account };
  const ssoUrl = 'https://login.microsoftonline.com/?sso_nonce=invented';
  const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/' };
  const password = { username: account.username, password: 'invented-password-of-ada' };
  const calls = [
    () => broker.getBrokerVersion(),
    () => broker.getAccounts({ clientId }),
    () => broker.refreshAccounts({ clientId }),
    () => broker.getAccountById({ clientId, accountId: account.localAccountId }),
    () => broker.acquireTokenSilently(silentRequest),
    () => broker.acquireTokenInteractively(window),
    () => broker.signInSilently(tokenRequest),
    () => broker.signInInteractively(windowRequest),
    () => broker.signIn(windowRequest),
    () => broker.acquireTokenByUsernamePassword({ ...tokenRequest, ...password }),
    () => broker.acquirePrtSsoCookie({ ...tokenRequest, account, ssoUrl }),
    () => broker.generateSignedHttpRequest({ clientId, account, proofOfPossession }),
    () => broker.getDeviceInfo(),
    () => broker.signOut({ clientId, account }),
  ];
  const outcomes = [];
  for (const call of calls) {
    const result = await call().catch((error) => error);
    inspect(result, { depth: Infinity, showHidden: true });
    outcomes.push(result instanceof Error ? codeOf(result) : 'done');
  }
  return outcomes;
}

/** What a caller can do wrong. */
function mistakes(broker) {
  const endless = JSON.stringify({ claims: 'x'.repeat(9_000_000) });
  return Promise.all([
    outcomeOf(broker.getAccounts()),
    outcomeOf(broker.getAccounts({ clientId: 'no guid' })),
    outcomeOf(broker.getAccounts({ clientId, signal: AbortSignal.abort() })),
    outcomeOf(broker.acquireTokenSilently({ ...silentRequest, claims: 'nul \0 and half \ud83d' })),
    outcomeOf(broker.acquireTokenSilently({ ...silentRequest, claims: endless })),
    outcomeOf(broker.acquireTokenInteractively({ ...tokenRequest })),
    outcomeOf(broker.acquireTokenInteractively({ ...windowRequest, parentWindowHandle: 0 })),
  ]);
}

/** What a broker can do wrong, by a call that reads its accounts and one that gets a token. */
async function faultsOf(broker) {
  const outcomes = {};
  for (const [name, correlationId] of JSON.parse(faults)) {
    const options = { correlationId, timeoutMs: name === 'silence' ? 200 : 20_000 };
    outcomes[name] = await outcomeOf(broker.getAccounts({ clientId, ...options }));
    await backAgain(broker);
    outcomes[`${name}, token`] = await outcomeOf(
      broker.acquireTokenSilently({ ...silentRequest, ...options }),
    );
    await backAgain(broker);
  }
  return outcomes;
}

/** After a crash the test starts the broker anew. */
async function backAgain(broker) {
  while ((await outcomeOf(broker.getBrokerVersion())) !== 'done');
}

/** A window that is given up, a call that is, and a close over both. */
async function endings(broker) {
  const controller = new AbortController();
  const { signal } = controller;
  const aborted = [
    outcomeOf(broker.signInInteractively({ ...windowRequest, signal })),
    outcomeOf(broker.getAccounts({ clientId, signal })),
  ];
  controller.abort();
  const closed = await openBroker();
  const calls = [outcomeOf(closed.getAccounts({ clientId })), ...aborted];
  await Promise.all([closed.close(), closed.close()]);
  return Promise.all([...calls, outcomeOf(closed.getBrokerVersion())]);
}

const elsewhere = [
  '',
  'autolaunch:',
  'unix:path=/nonexistent',
  'nonsense',
  '\u{1F511}',
  'unix:abstract=x',
];

async function addresses() {
  const own = process.env.DBUS_SESSION_BUS_ADDRESS;
  const found = [];
  for (const address of [own, ...elsewhere]) {
    process.env.DBUS_SESSION_BUS_ADDRESS = address;
    const availability = await inspectBroker();
    found.push(availability.available ? 'available' : availability.problem);
    await using(openBroker(), (broker) => outcomeOf(broker.getBrokerVersion()));
  }
  process.env.DBUS_SESSION_BUS_ADDRESS = own;
  return found;
}

async function using(opening, work) {
  const broker = await opening;
  listenTo(broker);
  const result = await work(broker);
  await broker.close();
  return result;
}

async function main() {
  const warnings = [];
  process.on('warning', ({ name }) => warnings.push(name));
  redirectUrisToRegister(clientId);
  const told = {
    addresses: await addresses(),
    mistakes: await using(openBroker(), mistakes),
    faults: await using(openBroker(), faultsOf),
    endings: await using(openBroker(), endings),
    // Among them signOut: after all that needs the account.
    operations: await using(openBroker({ enablePiiLogging: true }), operations),
    wrongOptions: await outcomeOf(openBroker({ callTimeoutMs: -1 })),
    warnings,
  };
  // The last of it is the end of the process, with a broker in use.
  const last = await openBroker();
  listenTo(last);
  await last.getBrokerVersion();
  report(told);
}

void main();
