// SPDX-License-Identifier: MIT
import { PublicClientApplication } from 'entra-broker/client';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { DbusChannel } from '../../lib/channels/dbus/channel.js';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, authority, clientId, grace, redirectUri } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { attempt, SILENT, WINDOW, LIST } from './support/attempt.js';
import { appAt, asked, console_, optedIn, parametersOf } from './support/signing-in.js';

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());

describe('what the broker is sent', () => {
  const extra = 'additionalQueryParametersForAuthorization';

  it('A2.2 A2.4 the redirect URI, silently too', async () => {
    await attempt(simulator, {}, 'mfa');
    expect(parametersOf(simulator, SILENT)['redirectUri']).toBe(redirectUri);
    expect(parametersOf(simulator, WINDOW)['redirectUri']).toBe(redirectUri);
  });

  it.each([
    ['A2.6', 'win32', `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`, {}],
    ['A2.6', 'wsl', `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`, {}],
    ['A2.1', 'darwin', 'msauth.com.msauth.unsignedapp://auth', {}],
    ['A2.7', 'darwin', 'msauth.example.app://auth', { bundleId: 'example.app' }],
    ['A2.8', 'linux', redirectUri, {}],
  ] as const)('%s on %s: %s', async (_row, platform, uri, broker) => {
    await attempt(simulator, { prompt: 'login' }, 'default', { platform, broker });
    expect(parametersOf(simulator, WINDOW)['redirectUri']).toBe(uri);
  });

  it('A1.20 inside WSL, where only D-Bus reaches a broker, the redirect URI is that of Linux', async () => {
    const channel = new DbusChannel({ address: simulator.busAddress ?? '' });
    await attempt(simulator, { prompt: 'login' }, 'default', {
      platform: 'wsl',
      broker: { channel },
    });
    expect(parametersOf(simulator, WINDOW)['redirectUri']).toBe(redirectUri);
  });

  it('the client id of the configuration as it was at construction', async () => {
    const configuration = {
      auth: { clientId, authority },
      broker: { ...optedIn, channel: simulator.channel() },
    };
    await using app = new PublicClientApplication(configuration);
    configuration.auth.clientId = '11111111-2222-4333-8444-555555555555';
    await app.acquireTokenInteractive({ scopes: ['User.Read'], parentWindowHandle: console_ });
    expect(parametersOf(simulator, SILENT)).toMatchObject({ clientId });
  });

  it('A3.4 extra scopes to consent are ignored with a warning', async () => {
    const { warnings } = await attempt(simulator, { extraScopesToConsent: ['Mail.Read'] });
    expect(warnings).toEqual([expect.stringContaining('extraScopesToConsent') as unknown]);
    expect(parametersOf(simulator, SILENT)['requestedScopes']).toEqual(['User.Read']);
  });

  it('A3.5 the domain hint goes along', async () => {
    await attempt(simulator, { prompt: 'login', domainHint: 'fabrikam.example' });
    expect(parametersOf(simulator, WINDOW)[extra]).toMatchObject({
      domain_hint: 'fabrikam.example',
    });
  });

  it('A3.18 max_age goes to the sign-ins, never to a token for a known account', async () => {
    const { asked: methods } = await attempt(
      simulator,
      { maxAge: 90_500, loginHint: ada.username },
      'mfa',
    );
    expect(methods).toEqual([SILENT, WINDOW]);
    expect(parametersOf(simulator, SILENT)[extra]).toMatchObject({ max_age: '90' });
    expect(parametersOf(simulator, WINDOW)[extra]).toMatchObject({ max_age: '90' });
  });

  it('A3.19 claims and client capabilities, merged, in every leg', async () => {
    const claims = '{"access_token":{"acrs":{"value":"c1"}},"id_token":{"auth_time":null}}';
    await attempt(simulator, { claims, loginHint: ada.username }, 'mfa', {
      auth: { clientCapabilities: ['cp1'] },
    });
    const merged = {
      access_token: { acrs: { value: 'c1' }, xms_cc: { values: ['cp1'] } },
      id_token: { auth_time: null },
    };
    const sent = simulator.requests
      .slice(-3)
      .map(({ body }) => (body as { authParameters: { decodedClaims: string } }).authParameters);
    expect(sent.map(({ decodedClaims }) => JSON.parse(decodedClaims) as unknown)).toEqual([
      merged,
      merged,
      merged,
    ]);
  });

  it('A3.20 MSA pass-through on sign-ins, not for a known account nor SSH certificates', async () => {
    const change = { broker: { enableMsaPassthrough: true } };
    const passthrough = { msal_request_type: 'consumer_passthrough' };
    await attempt(simulator, {}, 'mfa', change);
    expect(parametersOf(simulator, SILENT)[extra]).toMatchObject(passthrough);
    expect(parametersOf(simulator, WINDOW)[extra]).toMatchObject(passthrough);
    await attempt(simulator, { loginHint: ada.username }, 'default', change);
    expect(parametersOf(simulator, SILENT)[extra]).not.toHaveProperty('msal_request_type');
    await attempt(simulator, { extraParameters: { token_type: 'ssh-cert' } }, 'default', change);
    expect(parametersOf(simulator, SILENT)[extra]).not.toHaveProperty('msal_request_type');
  });

  it('A1.12 validateAuthority=no for a private cloud, on sign-ins alone', async () => {
    const auth = {
      authority: 'https://login.private.example/common',
      knownAuthorities: ['login.private.example'],
    };
    await attempt(simulator, {}, 'mfa', { auth });
    expect(parametersOf(simulator, SILENT)[extra]).toMatchObject({ validateAuthority: 'no' });
    expect(parametersOf(simulator, WINDOW)[extra]).toMatchObject({ validateAuthority: 'no' });
    await attempt(simulator, { loginHint: ada.username }, 'default', { auth });
    expect(parametersOf(simulator, SILENT)[extra]).not.toHaveProperty('validateAuthority');
    await attempt(simulator, {}, 'default', { auth: { authority } });
    expect(parametersOf(simulator, SILENT)[extra]).not.toHaveProperty('validateAuthority');
  });

  it('A3.21 A3.25 extra parameters, and one correlation id for all legs', async () => {
    const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
    const before = simulator.requests.length;
    await attempt(simulator, { correlationId, extraQueryParameters: { slice: 'one' } }, 'mfa');
    expect(parametersOf(simulator, WINDOW)[extra]).toMatchObject({ slice: 'one' });
    const ids = simulator.requests
      .slice(before)
      .filter(({ method }) => [LIST, SILENT, WINDOW].includes(method))
      .map((request) => request.correlationId);
    expect(new Set(ids)).toEqual(new Set([correlationId]));
  });

  it.each([
    [
      'authScheme',
      { authScheme: { httpMethod: 'POST', url: 'https://api.example/a?b=c', nonce: 'n' } },
    ],
    [
      'the fields of msal',
      {
        authenticationScheme: 'pop',
        resourceRequestMethod: 'POST',
        resourceRequestUri: 'https://api.example/a',
        shrNonce: 'n',
      },
    ],
  ] as const)('A3.22 proof of possession by %s', async (_name, fields) => {
    simulator.setScenario('default');
    await using signingIn = appAt(simulator);
    const result = await signingIn.app.acquireTokenInteractive({
      scopes: ['User.Read'],
      parentWindowHandle: console_,
      ...fields,
    });
    expect(result.tokenType).toBe('pop');
    expect(parametersOf(simulator, SILENT)['popParams']).toMatchObject({
      httpMethod: 'POST',
      nonce: 'n',
    });
  });

  it('A3.24 scopes without decoration; without scopes, none', async () => {
    await attempt(simulator, { scopes: ['User.Read', 'offline_access'] });
    expect(parametersOf(simulator, SILENT)['requestedScopes']).toEqual(['User.Read']);
  });
});

describe('a given account', () => {
  const infoOf = async (signingIn: ReturnType<typeof appAt>) => {
    const [account] = await signingIn.app.getAccounts({ username: ada.username });
    if (account === undefined) throw new Error('Ada is not there');
    return account;
  };

  it('is asked for without a window first, and then with one', async () => {
    simulator.setScenario('mfa');
    await using signingIn = appAt(simulator);
    const account = await infoOf(signingIn);
    const before = asked(simulator).length;
    const request = { scopes: ['User.Read'], parentWindowHandle: console_, account };
    expect((await signingIn.app.acquireTokenInteractive(request)).account?.username).toBe(
      ada.username,
    );
    expect(asked(simulator).slice(before)).toEqual([SILENT, WINDOW]);
  });

  it.each(['broker', 'browser'] as const)(
    'of the %s’s is never swapped for another user',
    async (source) => {
      simulator.setScenario(
        scenarioWith({ interactive: { answer: 'pick', pick: grace.username } }),
      );
      await using signingIn = appAt(simulator);
      const { nativeAccountId, ...info } = await infoOf(signingIn);
      const account = source === 'broker' ? { ...info, nativeAccountId } : info;
      await rejectsWith(
        signingIn.app.acquireTokenInteractive({
          scopes: ['User.Read'],
          parentWindowHandle: console_,
          prompt: 'login',
          account: account as never,
        }),
        'account_mismatch',
      );
    },
  );
});
