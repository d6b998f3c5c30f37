// SPDX-License-Identifier: MIT
// Goes through all that the package can do, the failures too.
'use strict';
const { CONSOLE_WINDOW_HANDLE, inspectBroker, openBroker } = require('entra-broker');
const { clientId, report, tokens } = require('./common.cjs');

const failed = (error) => error.code;
const bus = process.env.DBUS_SESSION_BUS_ADDRESS;

async function sessionOf(broker) {
  const [account] = await broker.getAccounts({ clientId });
  const window = { ...tokens, parentWindowHandle: CONSOLE_WINDOW_HANDLE };
  const ssoUrl = 'https://login.microsoftonline.com/';
  const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/' };
  const password = { username: account.username, password: 'wrong' };
  return [
    broker.acquireTokenSilently({ ...tokens, account }),
    broker.signInSilently(tokens),
    broker.signIn(window),
    broker.signInInteractively(window),
    broker.acquireTokenByUsernamePassword({ ...tokens, ...password }),
    broker.acquirePrtSsoCookie({ clientId, authority: tokens.authority, account, ssoUrl }),
    broker.generateSignedHttpRequest({ clientId, account, proofOfPossession }),
    broker.getBrokerVersion(),
    broker.getDeviceInfo(),
    broker.refreshAccounts({ clientId }),
    broker.getAccounts({ clientId, timeoutMs: 1 }),
    broker.getAccounts({ clientId, signal: AbortSignal.abort() }),
    broker.getAccounts({ clientId: '' }),
    broker.getAccounts(),
    broker.signOut({ clientId, account }),
  ].map((call) => call.then(() => 'done', failed));
}

async function main() {
  const outcomes = [];
  for (const address of [
    bus,
    '',
    'autolaunch:',
    'unix:path=/nonexistent',
    'nonsense',
    ';;',
    '\u{1F511}',
  ]) {
    process.env.DBUS_SESSION_BUS_ADDRESS = address;
    process.env.XDG_RUNTIME_DIR = '/nonexistent';
    const found = await inspectBroker();
    outcomes.push(found.available ? 'available' : found.problem);
    await using(await openBroker(), async (broker) => {
      outcomes.push(await broker.getBrokerVersion().catch(failed));
      if (found.available) outcomes.push(...(await Promise.all(await sessionOf(broker))));
    });
  }
  report(outcomes);
}

async function using(broker, work) {
  for (const event of ['accountsChanged', 'availabilityChanged', 'log']) broker.on(event, () => {});
  await work(broker);
  const pending = broker.getAccounts({ clientId }).catch(failed);
  await broker.close();
  await pending;
}

void main();
