// SPDX-License-Identifier: MIT
import { strict as assert } from 'node:assert';
import { BrokerError, CONSOLE_WINDOW_HANDLE, openBroker } from '../../dist/index.js';
import { numberOption } from '../options.mjs';
import { Random } from '../random.mjs';
import { anyValue, spoiled, Trap } from './values.mjs';

// Requests with anything in the place of anything: whatever a caller passes, window handles among
// it, a call rejects with a BrokerError, and what a hostile value throws is not swallowed.

const random = new Random(numberOption('seed', 1));
const inputs = numberOption('inputs', 200_000);

const account = {
  homeAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01.7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  localAccountId: 'a1d5c0de-3b8f-4a6e-9c11-5e2f7b90ad01',
  environment: 'login.windows.net',
  realm: '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01',
  username: 'ada@contoso.example',
};
const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
const authority = 'https://login.microsoftonline.com/common';
const token = { clientId, authority, redirectUri: 'http://localhost', scopes: ['User.Read'] };
const window = { ...token, parentWindowHandle: CONSOLE_WINDOW_HANDLE };
const proofOfPossession = { httpMethod: 'GET', url: 'https://api.example/things' };

/** @type {Readonly<Record<string, object>>} */
const requests = {
  getAccounts: { clientId },
  refreshAccounts: { clientId },
  getAccountById: { clientId, accountId: account.localAccountId },
  acquireTokenSilently: { ...token, account, proofOfPossession },
  acquireTokenInteractively: { ...window, account, prompt: 'login', loginHint: 'ada' },
  signInSilently: { ...token, claims: '{}' },
  signInInteractively: { ...window, extraQueryParameters: { a: 'b' } },
  signIn: window,
  acquireTokenByUsernamePassword: { ...token, username: 'ada', password: 'invented' },
  signOut: { clientId, account },
  acquirePrtSsoCookie: {
    clientId,
    authority,
    account,
    ssoUrl: 'https://login.example/?sso_nonce=n',
  },
  generateSignedHttpRequest: { clientId, account, proofOfPossession },
  getBrokerVersion: {},
  getDeviceInfo: {},
};
const names = Object.keys(requests);

/** A channel to nobody, which says so. @type {import('../../dist/index.js').Channel} */
const nobody = {
  name: 'nobody',
  protocol: 'identity-broker',
  start(_call, done) {
    const failure = /** @type {const} */ ({ code: 'disconnected', name: '', message: '' });
    queueMicrotask(() => done({ ok: false, failure }));
    return 1;
  },
  cancel: () => {},
  unref: () => {},
  probe: () => ({ state: 'pending' }),
  watch: () => 1,
  unwatch: () => {},
  close: () => {},
};

/** @param {object} request @returns {unknown} */
function changed(request) {
  if (random.onceIn(40)) return anyValue(random);
  const inner = Object.entries(request).map(([name, value]) =>
    typeof value === 'object' && value !== null && random.onceIn(3)
      ? [name, spoiled(value, random)]
      : [name, value],
  );
  return spoiled(Object.fromEntries(inner), random);
}

const broker = await openBroker({ channel: nobody });
/** @type {Map<string, number>} */
const codes = new Map();
for (let done = 0; done < inputs; done += 1) {
  const name = random.pick(names);
  const method = Reflect.get(broker, name);
  const outcome = await Reflect.apply(method, broker, [changed(requests[name] ?? {})]).then(
    () => new Error('a result from nobody'),
    (/** @type {unknown} */ error) => error,
  );
  const trapped = outcome instanceof TypeError && outcome.message.includes('revoked');
  if (outcome instanceof Trap || trapped) continue;
  assert.ok(outcome instanceof BrokerError, `${name}: ${String(outcome)}`);
  codes.set(outcome.code, (codes.get(outcome.code) ?? 0) + 1);
}
assert.ok((codes.get('invalid_request') ?? 0) > 0 && (codes.get('broker_unavailable') ?? 0) > 0);
process.stdout.write(`requests: ${inputs} inputs, ${JSON.stringify(Object.fromEntries(codes))}\n`);
