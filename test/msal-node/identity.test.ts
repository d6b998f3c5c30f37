// SPDX-License-Identifier: MIT
import {
  DefaultAzureCredential,
  InteractiveBrowserCredential,
  useIdentityPlugin,
  type InteractiveBrowserCredentialNodeOptions,
} from '@azure/identity';
import { ClientAuthError, ClientConfigurationError } from '@azure/msal-node';
import { identityPlugin, nativeBrokerPlugin } from 'entra-broker/msal-node';
import { startSimulator, type Simulator, type StatusName } from 'entra-broker-simulator';
import { rejection } from '../support/broker-errors.js';
import { withEnvironment } from '../support/environment.js';
import { ada, clientId, grace } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { failure } from './stage.js';

const scope = 'https://graph.microsoft.com/User.Read';
const silent = 'acquireTokenSilently';
const window = 'acquireTokenInteractively';

let simulator: Simulator;
let channel: DbusChannel;

beforeAll(async () => {
  simulator = await startSimulator();
});

beforeEach(() => {
  simulator.setScenario('default');
  channel = new DbusChannel({ address: simulator.busAddress ?? '' });
  useIdentityPlugin(identityPlugin({ channel, callTimeoutMs: 500 }));
});

afterEach(() => channel.close());

afterAll(() => simulator.stop());

function credential(
  brokerOptions: { useDefaultBrokerAccount?: boolean } = {},
  options: InteractiveBrowserCredentialNodeOptions = {},
): InteractiveBrowserCredential {
  return new InteractiveBrowserCredential({
    clientId,
    ...options,
    brokerOptions: { enabled: true, parentWindowHandle: new Uint8Array(0), ...brokerOptions },
  });
}

/** The methods that arrive at the broker while something runs. */
async function methodsDuring(run: () => Promise<unknown>): Promise<readonly string[]> {
  const from = simulator.requests.length;
  await run();
  return simulator.requests.slice(from).map(({ method }) => method);
}

it('useIdentityPlugin(nativeBrokerPlugin) finds the broker of the session bus', async () => {
  await withEnvironment(simulator.env, async () => {
    useIdentityPlugin(nativeBrokerPlugin);
    const token = await credential().getToken(scope);
    expect(token).toMatchObject({ tokenType: 'Bearer' });
    expect(token.expiresOnTimestamp).toBeGreaterThan(Date.now());
  });
});

it('refuses a context that is not of @azure/identity', async () => {
  const call = Promise.resolve().then(() => nativeBrokerPlugin(undefined));
  expect((await rejection(call)).code).toBe('invalid_request');
});

describe('InteractiveBrowserCredential', () => {
  it('asks with the window first, then silently for the same account', async () => {
    const one = credential();
    const first = await methodsDuring(() => one.getToken(scope));
    const second = await methodsDuring(() => one.getToken(scope));
    expect([first, second]).toEqual([[window], ['getAccounts', silent]]);
  });

  it('signs the default account in without a window where it is told so', async () => {
    const one = credential({ useDefaultBrokerAccount: true });
    expect(await methodsDuring(() => one.getToken(scope))).toEqual(['getAccounts', silent]);
  });

  it('opens the window where the default account gets no token, whatever the reason', async () => {
    simulator.setRules([{ when: { method: silent }, then: { error: { status: 'UserCanceled' } } }]);
    const one = credential({ useDefaultBrokerAccount: true });
    expect(await methodsDuring(() => one.getToken(scope))).toEqual(['getAccounts', silent, window]);
  });

  it('binds a token to one HTTP request', async () => {
    const token = await credential().getToken(scope, {
      proofOfPossessionOptions: {
        nonce: 'a-nonce',
        resourceRequestMethod: 'GET',
        resourceRequestUrl: 'https://graph.microsoft.com/v1.0/me',
      },
    });
    expect(token.tokenType).toBe('pop');
  });

  it('tells who signed in', async () => {
    const record = await credential().authenticate(scope);
    expect(record).toMatchObject({ homeAccountId: ada.homeAccountId, username: ada.username });
  });

  it('is refused where there is no broker', async () => {
    await using nobody = await startSimulator({ start: 'absent' });
    await withEnvironment(nobody.env, () => {
      useIdentityPlugin(identityPlugin());
      expect(() => credential()).toThrow('the broker is unavailable');
      return Promise.resolve();
    });
  });
});

describe('after a silent call failed', () => {
  /** A credential that has signed in, and then fails silently by that rule. */
  async function methodsAfter(then: object): Promise<readonly string[]> {
    const one = credential();
    await one.getToken(scope);
    simulator.setRules([{ when: { method: silent }, then }]);
    return methodsDuring(() => one.getToken(scope).catch(() => undefined));
  }

  it.each<StatusName>([
    'InteractionRequired',
    'AccountUnusable',
    'UserCanceled',
    'NoNetwork',
    'ServerTemporarilyUnavailable',
    'AccountNotFound',
    'Unexpected',
  ])('a window opens for %s', async (status) => {
    expect(await methodsAfter({ error: { status } })).toContain(window);
  });

  it('a window opens for an answer about somebody else', async () => {
    expect(await methodsAfter({ answerAs: grace.username })).toContain(window);
  });

  it.each<[string, object]>([
    ['an untrusted authority', { error: { status: 'AuthorityUntrusted' } }],
    ['a call whose time is up', { noReply: true }],
  ])('no window opens for %s', async (_what, then) => {
    expect(await methodsAfter(then)).not.toContain(window);
  });
});

describe('a failure with the window', () => {
  it('that msal’s caller has to mend comes through as it is', async () => {
    const one = credential({}, { tenantId: 'consumers' });
    const error = await failure(one.getToken(scope));
    expect(error).toBeInstanceOf(ClientConfigurationError);
    expect(error.errorCode).toBe('not_supported');
  });

  it('by the end of its time comes through as it is', async () => {
    simulator.setScenario(scenarioWith({ interactive: { answer: 'wait' } }));
    const error = await failure(credential().getToken(scope));
    expect(error).toBeInstanceOf(ClientAuthError);
    expect(error).toMatchObject({ name: 'AbortError', errorCode: 'timed_out' });
  });

  it('of any other kind is the cause of an AuthenticationRequiredError', async () => {
    simulator.setScenario(scenarioWith({ interactive: { answer: 'refuse' } }));
    const error = await failure(credential().getToken(scope));
    expect(error).toMatchObject({
      name: 'AuthenticationRequiredError',
      cause: { errorCode: 'user_canceled' },
    });
  });
});

describe('DefaultAzureCredential', () => {
  // The credentials before it look for programs of which there are none on this path.
  const environment = { AZURE_TOKEN_CREDENTIALS: 'dev', PATH: '/nonexistent' };

  it('asks the broker last, for the default account and without a window', async () => {
    await withEnvironment(environment, async () => {
      const from = simulator.requests.length;
      const token = await new DefaultAzureCredential().getToken(scope);
      expect(token.token.split('.')).toHaveLength(3);
      const methods = simulator.requests.slice(from).map(({ method }) => method);
      expect(methods).toEqual(['getAccounts', silent]);
    });
  });

  it('never opens a window', async () => {
    await withEnvironment(environment, async () => {
      simulator.setScenario('mfa');
      const call = (): Promise<unknown> =>
        new DefaultAzureCredential().getToken(scope).catch(() => undefined);
      expect(await methodsDuring(call)).toEqual(['getAccounts', silent]);
    });
  });
});
