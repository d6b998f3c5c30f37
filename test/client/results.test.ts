// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { BrokerError, type OptInFlags } from 'entra-broker/client';
import { wireNumbersOf } from '../../lib/errors/wire-numbers.js';
import { rejection } from '../support/broker-errors.js';
import { ada, authority, clientId } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { appAt, console_, type Change } from './support/signing-in.js';

const scopes = ['User.Read'];
const window = { scopes, parentWindowHandle: console_ };

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => simulator.setScenario('default'));

it('A6.1 A6.2 A6.3 a broker’s result has msal’s shape, its source, and no refresh token', async () => {
  await using signingIn = appAt(simulator);
  const result = await signingIn.app.acquireTokenInteractive({ ...window, state: 'mine' });
  expect(result).toMatchObject({
    authority,
    uniqueId: ada.localAccountId,
    tenantId: ada.realm,
    scopes: expect.arrayContaining(scopes) as unknown,
    account: {
      homeAccountId: ada.homeAccountId,
      nativeAccountId: ada.localAccountId,
      username: ada.username,
      idTokenClaims: { aud: clientId },
    },
    accessToken: expect.any(String) as unknown,
    idToken: expect.any(String) as unknown,
    idTokenClaims: { preferred_username: ada.username },
    expiresOn: expect.any(Date) as unknown,
    tokenType: 'Bearer',
    tokenSource: 'broker',
    fromPlatformBroker: true,
    fromNativeBroker: true,
    state: 'mine',
  });
  expect(Object.keys(result).filter((name) => /refresh/i.test(name))).toEqual([]);
});

it('A6.2 msal-node’s result says where it came from as well', async () => {
  await using signingIn = appAt(simulator);
  const result = await signingIn.app.acquireTokenByDeviceCode({
    scopes,
    deviceCodeCallback: () => undefined,
  });
  expect(result).toMatchObject({ tokenSource: 'identity_provider' });
});

const sshCertificate = { extraParameters: { token_type: 'ssh-cert' } };

it('A6.4 an SSH certificate is one, or an error', async () => {
  await using signingIn = appAt(simulator);
  const error = await rejection(
    signingIn.app.acquireTokenInteractive({ ...window, ...sshCertificate }),
  );
  expect(error.code).toBe('broker_protocol_error');
  const reply = { patch: { brokerTokenResponse: { accessToken: 'AAAAinvented' } } };
  simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then: reply }]);
  const result = await signingIn.app.acquireTokenInteractive({ ...window, ...sshCertificate });
  expect(result).toMatchObject({ accessToken: 'AAAAinvented', tokenType: 'ssh-cert' });
});

it('A6.6 an error tells code, status, tag and correlation id, so that programs can tell them apart', async () => {
  await using signingIn = appAt(simulator);
  const then = { error: { status: 2, errorCode: 42, tag: 507897694, context: 'AADSTS50076' } };
  simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then }]);
  const correlationId = '0f8fad5b-d9cb-469f-a165-70867728950e';
  const error = await rejection(
    signingIn.app.acquireTokenInteractive({ ...window, prompt: 'none', correlationId }),
  );
  expect(error).toBeInstanceOf(BrokerError);
  expect(error).toMatchObject({
    code: 'interaction_required',
    status: 'InteractionRequired',
    nativeCode: 42,
    tag: '4r434',
    context: 'AADSTS50076',
    correlationId,
  });
});

async function errorFor(
  then: object,
  change: Change = {},
  fields: object = {},
): Promise<BrokerError> {
  simulator.setScenario(
    scenarioWith({ rules: [{ when: { method: 'acquireTokenInteractively' }, then }] }),
  );
  await using signingIn = appAt(simulator, change);
  return await rejection(
    signingIn.app.acquireTokenInteractive({ ...window, prompt: 'login', ...fields }),
  );
}

describe('A2.9 A2.10 a redirect URI that is not registered', () => {
  const byText = { error: { status: 9, context: 'AADSTS50011: no such redirect URI' } };
  const byOtherText = { error: { status: 6, context: 'AADSTS7000218: …' } };
  const byTriple = {
    error: { status: 6, errorCode: 3399614473, tag: 557973642, context: '(pii)' },
  };

  it.each([
    ['text', byText],
    ['the other text', byOtherText],
    ['today’s triple', byTriple],
  ])('is told by %s', async (_name, then) => {
    const error = await errorFor(then);
    expect(error.code).toBe('redirect_uri_not_registered');
    expect(error.hint).toMatch(/^Register https:\/\/login\.microsoftonline\.com\/common\/oauth2/);
  });

  const windows = `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`;

  it.each([
    ['A2.6', 'win32', {}, windows],
    ['A2.6', 'wsl', {}, windows],
    ['A2.7', 'darwin', {}, 'msauth.com.msauth.unsignedapp://auth'],
    ['A2.7', 'darwin', { bundleId: 'example.app' }, 'msauth.example.app://auth'],
  ] as const)('%s on %s with %j: register %s', async (_row, platform, broker, uri) => {
    const { hint } = await errorFor(byTriple, { platform, broker });
    expect(hint?.startsWith(`Register ${uri} for the app ${clientId},`)).toBe(true);
  });

  it('keeps what else is known of the broker’s answer', async () => {
    const error = await errorFor(byTriple);
    expect(wireNumbersOf(error)).toEqual({ code: 3399614473, tag: 557973642 });
  });

  it('names those of the other platforms too', async () => {
    expect((await errorFor(byTriple)).hint).toContain(`${windows} (Windows and WSL)`);
  });
});

it('AADSTS65001 gives the page on which to consent', async () => {
  const then = { error: { status: 2, context: 'AADSTS65001: has not consented' } };
  const { code, hint = '' } = await errorFor(then, {}, { scopes: ['User.Read', 'Mail.Read'] });
  expect(code).toBe('interaction_required');
  const page = new URL(/https:\S+/.exec(hint)?.[0] ?? '');
  expect(page.origin + page.pathname).toBe(`${authority}/oauth2/v2.0/authorize`);
  expect(Object.fromEntries(page.searchParams)).toMatchObject({
    client_id: clientId,
    scope: 'User.Read Mail.Read',
    prompt: 'consent',
  });
});

describe('A6.10 the app’s logger', () => {
  it('gets what the broker does as details, without user names', async () => {
    await using signingIn = appAt(simulator);
    await signingIn.app.acquireTokenInteractive({ ...window, loginHint: ada.username });
    const lines = signingIn.lines.join('\n');
    expect(lines).toContain('The broker is on (dbus)');
    expect(lines).toContain('acquireTokenSilently succeeded');
    expect(lines).not.toContain(ada.username);
    expect(signingIn.warnings).toEqual([]);
  });

  it('A1.18 user names are in errors only where the app allows personal data', async () => {
    const then = { error: { status: 7, context: `for ${ada.username}` } };
    expect((await errorFor(then)).context).not.toContain(ada.username);
    const shown = await errorFor(then, { broker: { enablePiiLogging: true } });
    expect(shown.context).toContain(ada.username);
  });

  const legacyFlag: OptInFlags = { allowBroker: true };

  it('A1.4 is told that allowBroker is deprecated', async () => {
    await using signingIn = appAt(simulator, { broker: legacyFlag });
    expect(signingIn.warnings).toEqual([expect.stringContaining('allowBroker') as unknown]);
  });
});
