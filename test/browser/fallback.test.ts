// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator } from 'entra-broker-simulator';
import { runProgram, type Ending } from '../support/program.js';
import { ada, clientId } from '../support/requests.js';
import { useTestBed } from './support/test-bed.js';

jest.setTimeout(60_000);

const bed = useTestBed();

beforeEach(() => {
  bed().person.answers.push('sign in', 'cancel');
});

function runApp(
  entry: 'msal-node' | 'client',
  configuration: object,
  environment: Readonly<Record<string, string | undefined>> = {},
): Promise<Ending> {
  return runProgram('sign-in.cjs', {
    folder: path.join(__dirname, 'programs'),
    arguments: [JSON.stringify({ entry, configuration })],
    environment: { ...bed().environment, ...environment },
  });
}

const openIdConnect = () => ({
  auth: { clientId, authority: bed().provider.issuer, knownAuthorities: [bed().provider.host] },
  system: { protocolMode: 'OIDC' },
});

const privateCloud = () => ({
  auth: {
    clientId,
    authority: bed().provider.tenantAuthority,
    knownAuthorities: [bed().provider.host],
  },
});

const signedIn = { username: ada.username, fromPlatformBroker: false };

/** What the app sees whichever way it took to the browser. */
const walk = {
  first: { ...signedIn, fromCache: false },
  again: { ...signedIn, fromCache: true, sameToken: true },
  renewed: { ...signedIn, fromCache: false, sameToken: false },
  refused: { isMsals: true, code: 'access_denied' },
  later: { ...signedIn, fromCache: true, accounts: [ada.username] },
  signedOut: { accounts: 0, silent: { isMsals: true }, stored: [] },
};

function expectWalk(ending: Ending, sights: object): void {
  expect(ending).toMatchObject({ code: 0, signal: null, stdout: '', stderr: '' });
  expect(ending.report).toMatchObject({ ...walk, ...sights });
  expect(bed().provider.grants).toEqual(['authorization_code', 'refresh_token']);
  expect(bed().person.opened.map(({ host }) => host)).toEqual([
    bed().provider.host,
    bed().provider.host,
  ]);
}

test.each([
  ['plain OpenID Connect', openIdConnect],
  ['a private cloud', privateCloud],
])('msal-node alone signs in at the test bed: %s', async (_name, configuration) => {
  expectWalk(await runApp('msal-node', configuration()), {});
});

const optedIn = {
  broker: {
    enableBrokerOnWindows: true,
    enableBrokerOnWsl: true,
    enableBrokerOnMac: true,
    enableBrokerOnLinux: true,
  },
};

const withoutBroker = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

test('without a broker the app signs in through the browser, with one warning', async () => {
  const ending = await runApp('client', { ...privateCloud(), ...optedIn }, withoutBroker);
  expectWalk(ending, {
    decision: { state: 'off', reason: 'unavailable' },
    warnings: [expect.stringContaining('The broker is off (unavailable)')],
    first: { ...walk.first, tokenSource: 'identity_provider' },
    again: { ...walk.again, tokenSource: 'cache' },
    renewed: { ...walk.renewed, tokenSource: 'identity_provider' },
  });
});

test('an OpenID provider is none of the broker’s, which is not even asked', async () => {
  await using simulator = await startSimulator();
  const ending = await runApp('client', { ...openIdConnect(), ...optedIn }, simulator.env);
  expectWalk(ending, {
    decision: { state: 'off', reason: 'authority_not_supported' },
    warnings: [],
  });
  expect(simulator.requests).toEqual([]);
});

test('an app that does not opt in gets what msal-node alone gives', async () => {
  const alone = await runApp('msal-node', privateCloud());
  bed().provider.grants.length = 0;
  bed().person.answers.push('sign in', 'cancel');
  const wrapped = await runApp('client', privateCloud());
  expect(wrapped.report).toMatchObject({
    ...(alone.report as object),
    decision: { state: 'off', reason: 'not_opted_in' },
  });
});
