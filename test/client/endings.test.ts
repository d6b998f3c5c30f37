// SPDX-License-Identifier: MIT
import { PublicClientApplication, type InteractiveRequest } from 'entra-broker/client';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, authority, clientId } from '../support/requests.js';
import { QuietChannel } from '../support/quiet-channel.js';
import { waitingForUser } from '../support/scenarios.js';
import { isFree, portOf } from './support/loopback.js';
import { appAt, console_, optedIn, type SigningIn } from './support/signing-in.js';

const scopes = ['User.Read'];
const window = { scopes, parentWindowHandle: console_, prompt: 'login' } as const;

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.setScenario(waitingForUser));

describe('at the broker', () => {
  it('a signal ends the call, and the window with it', async () => {
    await using signingIn = appAt(simulator);
    const controller = new AbortController();
    const opened = simulator.waitForInteraction();
    const call = signingIn.app.acquireTokenInteractive({ ...window, signal: controller.signal });
    const ended = rejectsWith(call, 'request_aborted');
    await opened;
    controller.abort(new Error('enough'));
    const error = await ended;
    expect(error).toMatchObject({ name: 'AbortError', cause: { message: 'enough' } });
    await simulator.waitForRequest('cancelInteractiveFlow');
  });

  it('a time ends the call', async () => {
    await using signingIn = appAt(simulator);
    const error = await rejectsWith(
      signingIn.app.acquireTokenInteractive({ ...window, timeoutMs: 200 }),
      'timed_out',
    );
    expect(error.name).toBe('TimeoutError');
  });

  it('close() ends the call, and refuses others', async () => {
    const signingIn = appAt(simulator);
    const opened = simulator.waitForInteraction();
    const ended = rejectsWith(signingIn.app.acquireTokenInteractive(window), 'closed');
    await opened;
    await signingIn.app.close();
    await ended;
    await rejectsWith(signingIn.app.getAccounts(), 'closed');
    await signingIn.app.close();
  });
});

describe('at the browser', () => {
  /** A sign-in whose user never comes back, and the port where msal-node waits for her. */
  async function waiting(signingIn: SigningIn, fields: Partial<InteractiveRequest>) {
    const opened = new Promise<number>((resolve) => {
      const openBrowser = (url: string): Promise<void> => {
        resolve(portOf(url));
        return Promise.resolve();
      };
      call = signingIn.app.acquireTokenInteractive({ scopes, openBrowser, ...fields });
      call.catch(() => undefined);
    });
    return { port: await opened, call: call ?? Promise.reject(new Error('not called')) };
  }
  let call: Promise<unknown> | undefined;

  it('a signal ends the call, and msal-node’s loopback server', async () => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    const controller = new AbortController();
    const { call, port } = await waiting(signingIn, { signal: controller.signal });
    controller.abort();
    await rejectsWith(call, 'request_aborted');
    await isFree(port);
  });

  it('a time ends the call, and msal-node’s loopback server', async () => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    const { call, port } = await waiting(signingIn, { timeoutMs: 300 });
    await rejectsWith(call, 'timed_out');
    await isFree(port);
  });

  it('close() ends the call, and msal-node’s loopback server', async () => {
    const signingIn = appAt(simulator, { broker: { disabled: true } });
    const { call, port } = await waiting(signingIn, {});
    await signingIn.app.close();
    await rejectsWith(call, 'closed');
    await isFree(port);
  });

  it('A3.17 the app is told of the browser once', async () => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    const shown: string[] = [];
    const onBeforeUserInterface = ({ ui }: { ui: string }): void => {
      shown.push(ui);
    };
    await waiting(signingIn, { onBeforeUserInterface });
    expect(shown).toEqual(['browser']);
  });

  it('A3.18 max_age is asked for here as well', async () => {
    await using signingIn = appAt(simulator, { broker: { disabled: true } });
    let shown = '';
    const openBrowser = (url: string): Promise<void> => {
      shown = url;
      return Promise.reject(new Error('seen'));
    };
    const request = { scopes, openBrowser, maxAge: 60_000, redirectUri: 'https://ignored.example' };
    await expect(signingIn.app.acquireTokenInteractive(request)).rejects.toThrow('seen');
    expect(new URL(shown).searchParams.get('max_age')).toBe('60');
  });
});

it('a device code is given up by a signal, and not asked for again', async () => {
  await using signingIn = appAt(simulator);
  signingIn.provider.refusal = { error: 'authorization_pending', error_description: 'wait' };
  const controller = new AbortController();
  const call = signingIn.app.acquireTokenByDeviceCode({
    scopes,
    signal: controller.signal,
    deviceCodeCallback: () => controller.abort(),
  });
  await rejectsWith(call, 'request_aborted');
  expect(signingIn.provider.grants.length).toBeLessThanOrEqual(1);
});

describe('while the decision is open', () => {
  const appAtNobody = () => {
    const channel = new QuietChannel();
    return new PublicClientApplication({
      auth: { clientId, authority },
      broker: { ...optedIn, channel },
    });
  };

  it('a call has its own time, and the others wait on', async () => {
    const app = appAtNobody();
    const patient = rejectsWith(app.getAccounts(), 'closed');
    await rejectsWith(app.getAccounts({ timeoutMs: 50 }), 'timed_out');
    await app.close();
    await patient;
  });

  it('the constructor asks nobody', async () => {
    const before = simulator.requests.length;
    await using signingIn = appAt(simulator);
    expect(simulator.requests.slice(before)).toEqual([]);
    expect(await signingIn.app.brokerDecision()).toEqual({ state: 'on', channel: 'dbus' });
  });
});

it('one Ping decides for all calls', async () => {
  simulator.setScenario('default');
  const before = simulator.requests.length;
  await using signingIn = appAt(simulator);
  await Promise.all([signingIn.app.getAccounts(), signingIn.app.getAccounts()]);
  await signingIn.app.getAccounts({ username: ada.username });
  const pings = simulator.requests.slice(before).filter(({ method }) => method === 'Ping');
  expect(pings).toHaveLength(1);
});

it('create() decides before it resolves, and in strict mode rejects', async () => {
  simulator.setScenario('default');
  const channel = new QuietChannel();
  const configuration = { auth: { clientId, authority }, broker: { ...optedIn, channel } };
  const created = PublicClientApplication.create({
    ...configuration,
    broker: { ...configuration.broker, strict: true },
  });
  const ended = rejectsWith(created, 'broker_unavailable');
  channel.close();
  await ended;
});
