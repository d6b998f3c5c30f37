// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { ada, clientId } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { failure, Stage } from './stage.js';
import { newest } from './versions.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => simulator.setScenario('default'));

afterAll(() => simulator.stop());

const correlationId = '7b1d8f5e-0c2a-4d3b-9e4f-5a6b7c8d9e0f';
const aborted = { name: 'AbortError', cause: { code: 'request_aborted' } };

it.each<[string, string, (stage: Stage, signal: AbortSignal) => Promise<unknown>]>([
  [
    'getAllAccounts',
    'getAccounts',
    ({ plugin }, signal) => plugin.getAllAccounts(clientId, correlationId, { signal }),
  ],
  [
    'getAccountById',
    'getAccounts',
    ({ plugin }, signal) =>
      plugin.getAccountById(ada.localAccountId, correlationId, { clientId, signal }),
  ],
  [
    'signOut',
    'removeAccount',
    ({ plugin }, signal) =>
      plugin.signOut({ clientId, correlationId, accountId: ada.localAccountId, signal }),
  ],
  [
    'a silent sign-in',
    'acquireTokenSilently',
    (stage, signal) => stage.interactively({ prompt: 'none', signal }),
  ],
])('an abort ends %s', async (_what, method, call) => {
  await using stage = new Stage(simulator);
  simulator.setRules([{ when: { method }, then: { noReply: true } }]);
  const controller = new AbortController();
  const failed = failure(call(stage, controller.signal));
  await stage.arrival(method);
  controller.abort();
  expect(await failed).toMatchObject(aborted);
});

it('an aborted call is not even begun', async () => {
  await using stage = new Stage(simulator);
  expect(await failure(stage.interactively({ signal: AbortSignal.abort() }))).toMatchObject(
    aborted,
  );
  expect(stage.methods).toEqual([]);
});

it('the time of a call closes the broker’s window, and counts for all its legs', async () => {
  await using stage = new Stage(simulator);
  simulator.setScenario({
    ...waitingForUser,
    policies: [{ effect: 'interaction_required' }],
  });
  const error = await failure(stage.interactively({ timeoutMs: 300 }));
  expect(error).toBeInstanceOf(newest.ClientAuthError);
  expect(error).toMatchObject({
    name: 'AbortError',
    errorCode: 'timed_out',
    cause: { name: 'TimeoutError' },
  });
  await stage.arrival('cancelInteractiveFlow');
  expect(simulator.pendingInteractions).toEqual([]);
});

it('each leg of a call has what the legs before left of its time', async () => {
  await using stage = new Stage(simulator);
  const account = await stage.account();
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { delayMs: 50 } }]);
  await stage.silently({ account, timeoutMs: 60_000 });
  const times = stage.channel.calls.slice(1).map(({ call }) => call.timeoutMs);
  expect(times).toHaveLength(2);
  expect(times[0]).toBeGreaterThan(59_950);
  expect(times[1]).toBeLessThanOrEqual(59_950);
});

it('the plug-in’s callTimeoutMs holds for calls that name none', async () => {
  await using stage = new Stage(simulator, newest, { callTimeoutMs: 200 });
  simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
  expect(await failure(stage.pca.getAllAccounts())).toMatchObject({ errorCode: 'timed_out' });
});

it.each([
  ['signal', { signal: {} as AbortSignal }],
  ['timeoutMs', { timeoutMs: -1 }],
])('a %s that is none is refused by name', async (field, options) => {
  await using stage = new Stage(simulator);
  const error = await failure(stage.interactively(options));
  expect(error).toBeInstanceOf(newest.ClientConfigurationError);
  expect(error.message).toContain(field);
  expect(stage.methods).toEqual([]);
});

it('a cancel by the broker itself keeps the name that msal’s callers know', async () => {
  await using stage = new Stage(simulator);
  simulator.setRules([
    {
      when: { method: 'acquireTokenInteractively' },
      then: { error: { status: 'ApplicationCanceled', context: 'by somebody else' } },
    },
  ]);
  const error = await failure(stage.interactively({ prompt: 'login' }));
  expect(error).toMatchObject({ name: 'ClientAuthError', errorCode: 'platform_broker_error' });
});

it('close() ends open calls and their window, and refuses new ones', async () => {
  await using stage = new Stage(simulator);
  simulator.setScenario(waitingForUser);
  const failed = failure(stage.interactively({ prompt: 'login' }));
  await stage.arrival('acquireTokenInteractively');
  await stage.plugin.close();
  expect(await failed).toMatchObject({ cause: { code: 'closed' } });
  expect(simulator.pendingInteractions).toEqual([]);
  expect(await failure(stage.pca.getAllAccounts())).toMatchObject({
    errorCode: 'platform_broker_error',
    cause: { code: 'closed' },
  });
});

describe('every promise settles', () => {
  it.each<[string, object]>([
    ['no ID token', { brokerTokenResponse: { idToken: null } }],
    ['an ID token that is none', { brokerTokenResponse: { idToken: 'not-a-token' } }],
    ['an ID token that says nothing', { brokerTokenResponse: { idToken: 'e30.e30.e30' } }],
    ['no access token', { brokerTokenResponse: { accessToken: null } }],
    ['nothing', { brokerTokenResponse: null }],
  ])('a reply with %s is an error', async (_what, patch) => {
    await using stage = new Stage(simulator);
    simulator.setRules([
      { when: { method: 'acquireTokenSilently' }, then: { patch } },
      { when: { method: 'acquireTokenInteractively' }, then: { patch } },
    ]);
    const account = await stage.account();
    for (const call of ['silently', 'interactively'] as const) {
      const error = await failure(stage[call]({ account }));
      expect(error).toBeInstanceOf(newest.ClientAuthError);
      expect(error.errorCode).toBe('platform_broker_error');
    }
  });

  it('a reply without scopes is a success', async () => {
    await using stage = new Stage(simulator);
    const patch = { brokerTokenResponse: { grantedScopes: null } };
    simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { patch } }]);
    expect(await stage.silently()).toMatchObject({ scopes: ['User.Read'] });
  });

  it('a broker that leaves its bus ends the call', async () => {
    await using stage = new Stage(simulator);
    const account = await stage.account();
    simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: { crash: 'before' } }]);
    const error = await failure(stage.silently({ account }));
    expect(error).toMatchObject({ cause: { code: 'broker_unavailable' } });
    await simulator.restart();
  });
});
