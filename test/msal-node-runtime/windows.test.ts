// SPDX-License-Identifier: MIT
import type { AuthResult } from 'entra-broker/msal-node-runtime';
import { waitingForUser } from '../support/scenarios.js';
import { correlationId, failureOf, parameters } from './support/calls.js';
import { simulated, tripleOf } from './support/simulated.js';

const desktop = simulated();
const interactive = 'acquireTokenInteractively';

/** A sign-in whose window the test answers, or not. */
function openWindow() {
  const { runtime } = desktop.calls;
  const made = parameters(runtime);
  let answers = 0;
  let cancel = (): void => {};
  const result = new Promise<AuthResult>((resolve) => {
    const done = (value: AuthResult): void => {
      answers += 1;
      resolve(value);
    };
    const handle = runtime.SignInInteractivelyAsync(Buffer.alloc(8), made, correlationId, '', done);
    cancel = () => handle.CancelAsyncOperation();
  });
  return { result, cancel, answers: () => answers };
}

beforeEach(() => {
  desktop.simulator.setScenario(waitingForUser);
});

it('a cancel is answered while the window is still open, and closes it', async () => {
  const { simulator } = desktop;
  const after = simulator.requests.length;
  const window = openWindow();
  await simulator.waitForRequest(interactive, { after });
  // No answer to either call: only the cancel itself can end this.
  simulator.setRules([{ when: { method: 'cancelInteractiveFlow' }, then: { noReply: true } }]);
  window.cancel();
  expect(tripleOf(failureOf(await window.result))).toBe('8 0 -');
  const { body } = await simulator.waitForRequest('cancelInteractiveFlow', { after });
  expect(body).toMatchObject({ error: { status: 7 } });
});

it('the callback is called once, however often and late it is canceled', async () => {
  const after = desktop.simulator.requests.length;
  const window = openWindow();
  await desktop.simulator.waitForRequest(interactive, { after });
  window.cancel();
  window.cancel();
  await window.result;
  window.cancel();
  await desktop.calls.discover();
  expect(window.answers()).toBe(1);
});

it('a call that is canceled at once leaves no window behind', async () => {
  const before = desktop.simulator.requests.length;
  const window = openWindow();
  window.cancel();
  expect(tripleOf(failureOf(await window.result))).toBe('8 0 -');
  await desktop.calls.discover();
  const methods = desktop.simulator.requests.slice(before).map(({ method }) => method);
  expect(methods).toEqual([interactive, 'cancelInteractiveFlow', 'getAccounts']);
  expect(desktop.simulator.pendingInteractions).toEqual([]);
});

it('a second window while one is open is refused, as in the original', async () => {
  const { simulator } = desktop;
  const after = simulator.requests.length;
  const first = openWindow();
  await simulator.waitForRequest(interactive, { after });
  expect(tripleOf(failureOf(await openWindow().result))).toBe('6 0 5o3tq');
  expect(simulator.answerInteractive('refuse')).toBe(true);
  expect(tripleOf(failureOf(await first.result))).toMatch(/^7 0 /);
});

it('discovery that is canceled fails, and is not taken for a broker without accounts', async () => {
  const { calls, simulator } = desktop;
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  const after = simulator.requests.length;
  const clientId = '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5';
  let cancel = (): void => {};
  const result = new Promise<{ CheckError(): void }>((resolve) => {
    const handle = calls.runtime.DiscoverAccountsAsync(clientId, correlationId, resolve);
    cancel = () => handle.CancelAsyncOperation();
  });
  await simulator.waitForRequest('getAccounts', { after });
  cancel();
  expect(tripleOf(failureOf(await result))).toBe('8 0 -');
});

describe('what the broker of this platform does not serve', () => {
  const consumers = 'https://login.microsoftonline.com/consumers';
  it.each([
    { authority: consumers, silent: '2 0 9u8f4', signIn: '2 0 52trf' },
    { authority: 'https://contoso.ciamlogin.com/t', silent: '2 0 9u8f4', signIn: '2 0 52trf' },
    { authority: 'https://sts.contoso.example/adfs', silent: '11 0 6xuaf', signIn: 'tokens' },
    { authority: 'https://contoso.b2clogin.com/t/p', silent: '11 0 6xuaf', signIn: 'tokens' },
  ])('$authority', async ({ authority, silent, signIn }) => {
    desktop.simulator.setScenario('default');
    const { calls } = desktop;
    expect(tripleOf(failureOf(await calls.silent({ authority })))).toBe(silent);
    expect(tripleOf(failureOf(await calls.signInSilently({ authority })))).toBe(signIn);
  });
});
