// SPDX-License-Identifier: MIT
import { setImmediate } from 'node:timers/promises';
import { LogLevel } from '@azure/msal-node';
import { PublicClientApplication } from 'entra-broker/client';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { versions, type Msal } from '../msal-node/versions.js';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, authority, clientId, grace } from '../support/requests.js';
import { IdentityProvider } from './support/identity-provider.js';
import { isFree, portOf } from './support/loopback.js';
import { console_, optedIn } from './support/signing-in.js';

const scopes = ['User.Read'];

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

/** A browser at which nobody sits, and the page that it was opened at. */
function openedBrowser() {
  let resolve: (url: string) => void;
  const url = new Promise<string>((done) => {
    resolve = done;
  });
  const openBrowser = (shown: string): Promise<void> => {
    resolve(shown);
    return Promise.resolve();
  };
  return { url, openBrowser };
}

describe.each(versions)('msal-node %s', (_version, msal) => {
  const provider = new IdentityProvider();

  /** The app object on this msal-node, at a broker that is on. */
  function open(broker: object = {}): PublicClientApplication {
    const Application = class extends PublicClientApplication {
      protected static override msalNode(): Msal {
        return msal;
      }
    };
    return new Application({
      auth: { clientId, authority },
      system: {
        networkClient: provider,
        loggerOptions: { logLevel: LogLevel.Error, loggerCallback: () => undefined },
      },
      broker: { ...optedIn, channel: simulator.channel(), ...broker },
    });
  }

  it('signs in with the broker, and again without the user', async () => {
    await using app = open();
    const first = await app.acquireTokenInteractive({ scopes, parentWindowHandle: console_ });
    expect(first).toMatchObject({ tokenSource: 'broker', account: { username: ada.username } });
    const [account] = await app.getAccounts({ username: ada.username });
    if (account === undefined) throw new Error('no account');
    const again = await app.acquireTokenSilent({ scopes, account });
    expect(again).toMatchObject({ tokenSource: 'broker' });
  });

  it('keeps an account of its own beside those of the broker, until it is removed', async () => {
    await using app = open();
    const result = await app.acquireTokenByDeviceCode({
      scopes,
      deviceCodeCallback: () => undefined,
    });
    const account = result?.account;
    if (!account) throw new Error('no account');
    expect((await app.getAccounts()).map(({ username }) => username)).toEqual([
      ada.username,
      grace.username,
    ]);
    expect(await app.acquireTokenSilent({ scopes, account })).toMatchObject({
      tokenSource: 'cache',
    });
    expect(await app.acquireTokenSilent({ scopes, account, forceRefresh: true })).toMatchObject({
      tokenSource: 'identity_provider',
    });
    await app.removeAccount(account);
    expect(await app.acquireTokenSilent({ scopes, account })).toBeNull();
    await expect(app.acquireTokenSilentWithError({ scopes, account })).rejects.toBeInstanceOf(
      msal.AuthError,
    );
  });

  it('opens its browser, and lets go of it by a signal', async () => {
    await using app = open({ disabled: true });
    const controller = new AbortController();
    const opened = openedBrowser();
    const call = app.acquireTokenInteractive({
      scopes,
      signal: controller.signal,
      openBrowser: opened.openBrowser,
    });
    const ended = rejectsWith(call, 'request_aborted');
    const shown = await opened.url;
    // Now msal-node itself waits, for its loopback server alone.
    await setImmediate();
    controller.abort();
    await ended;
    expect(shown.startsWith(`${authority}/oauth2/v2.0/authorize`)).toBe(true);
    await isFree(portOf(shown));
  });
});
