// SPDX-License-Identifier: MIT
import { startSimulator } from 'entra-broker-simulator';
import { remedyForMissingModule } from '../../lib/client/remedies.js';
import type { Parts } from '../support/installed-package.js';
import { checkout, type Ending } from '../support/program.js';
import { ada, authority, clientId, redirectUri } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { InstalledApp } from './support/installed-app.js';

jest.setTimeout(30_000);

const optedIn = { auth: { clientId, authority }, broker: { enableBrokerOnLinux: true } };
const notOptedIn = { auth: { clientId, authority } };
const programs = ['sign-in.cjs', 'sign-in.mjs'] as const;
const nowhere = { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' };

const installations = new Map<string, InstalledApp>();

/** Made once for all tests, since each is a copy of the package. */
function installedWith(parts: Parts): InstalledApp {
  const key = JSON.stringify(parts);
  const installed = installations.get(key) ?? new InstalledApp(parts);
  installations.set(key, installed);
  return installed;
}

afterAll(() => {
  for (const installed of installations.values()) installed[Symbol.dispose]();
});

async function run(
  parts: Parts,
  configuration: object,
  registered = true,
  program: (typeof programs)[number] = 'sign-in.cjs',
): Promise<Ending> {
  const installed = installedWith(parts);
  await using simulator = await startSimulator({
    scenario: scenarioWith({
      clients: [{ id: clientId, redirectUris: [registered ? redirectUri : 'http://localhost'] }],
    }),
  });
  const ending = await installed.run(program, configuration, simulator.env);
  // Whatever happens, nothing is printed and the program ends by itself.
  expect(ending).toMatchObject({ code: 0, signal: null, stdout: '', stderr: '' });
  return ending;
}

describe('addon installed × redirect URI registered × opted in', () => {
  const signedIn = { outcome: 'broker', username: ada.username, shown: [], warnings: [] };
  const refused = { outcome: 'redirect_uri_not_registered', shown: [], warnings: [] };
  const stopped = { thrown: true, outcome: 'dependency_missing', warnings: [] };
  const browser = {
    decision: { state: 'off', reason: 'not_opted_in' },
    outcome: 'Error',
    message: 'login.microsoftonline.com',
    shown: ['browser'],
    warnings: [],
  };

  it.each([
    [true, true, true, 'the broker signs in', signedIn],
    [true, false, true, 'an error with the URI to register', refused],
    [false, true, true, 'an error at construction', stopped],
    [false, false, true, 'an error at construction', stopped],
    [true, true, false, 'the browser', browser],
    [true, false, false, 'the browser', browser],
    [false, true, false, 'the browser', browser],
    [false, false, false, 'the browser', browser],
  ] as const)('%p × %p × %p: %s', async (hasAddon, registered, isOptedIn, _outcome, expected) => {
    const parts = { addon: hasAddon ? 'there' : 'missing' } as const;
    const ending = await run(parts, isOptedIn ? optedIn : notOptedIn, registered);
    expect(ending.report).toMatchObject(expected);
  });
});

it.each(programs)(
  'A1.14 without a binary %s learns what there is and how to build',
  async (program) => {
    const { report } = await run({ addon: 'missing' }, optedIn, true, program);
    expect(report).toMatchObject({
      outcome: 'dependency_missing',
      message: expect.stringMatching(
        new RegExp(`linux-${process.arch} \\(glibc\\).*binaries for: nothing.*npm run build`),
      ) as unknown,
    });
  },
);

it.each(programs)('A1.14 without msal-node %s learns what to install', async (program) => {
  const { report } = await run({ addon: 'there', msalNode: 'missing' }, notOptedIn, true, program);
  expect(report).toMatchObject({
    thrown: true,
    outcome: 'dependency_missing',
    hint: expect.stringContaining('npm install @azure/msal-node') as unknown,
  });
});

it.each(programs)('%s gets errors of the msal-node that it imports', async (program) => {
  const { report } = await run({ addon: 'there' }, optedIn, true, program);
  expect(report).toMatchObject({ outcome: 'broker', isMsals: true });
});

it('A1.7 rule 1 comes before rule 2: AD FS goes to the browser without the addon', async () => {
  const auth = {
    clientId,
    authority: 'https://login.example/adfs',
    knownAuthorities: ['login.example'],
    // As msal-node takes it, so that it need not fetch it.
    authorityMetadata: JSON.stringify({
      issuer: 'https://login.example/adfs',
      authorization_endpoint: 'https://login.example/adfs/oauth2/authorize',
      token_endpoint: 'https://login.example/adfs/oauth2/token',
      jwks_uri: 'https://login.example/adfs/discovery/keys',
    }),
  };
  const { report } = await run({ addon: 'missing' }, { ...optedIn, auth });
  expect(report).toMatchObject({
    decision: { state: 'off', reason: 'authority_not_supported' },
    message: 'login.example',
    shown: ['browser'],
    warnings: [],
  });
});

describe('A1.15 a binary that cannot be loaded', () => {
  it('is off with one warning, and the browser signs in', async () => {
    const { report } = await run({ addon: 'broken' }, optedIn);
    expect(report).toMatchObject({
      decision: { state: 'off', reason: 'native_module_unloadable' },
      shown: ['browser'],
      warnings: [
        expect.stringContaining('The broker is off (native_module_unloadable)') as unknown,
      ],
    });
  });

  it('is an error in strict mode', async () => {
    const { broker } = optedIn;
    const configuration = { ...optedIn, broker: { ...broker, strict: true } };
    const { report } = await run({ addon: 'broken' }, configuration);
    expect(report).toMatchObject({ thrown: true, outcome: 'broker_unavailable', warnings: [] });
  });
});

describe('A1.15 no broker on the bus', () => {
  const signIn = async (configuration: object): Promise<unknown> => {
    const installed = installedWith({ addon: 'there' });
    const ending = await installed.run('sign-in.mjs', configuration, nowhere);
    expect(ending).toMatchObject({ code: 0, stdout: '', stderr: '' });
    return ending.report;
  };

  it('is off with one warning', async () => {
    expect(await signIn(optedIn)).toMatchObject({
      decision: { state: 'off', reason: 'unavailable' },
      shown: ['browser'],
      warnings: [expect.stringContaining('The broker is off (unavailable)') as unknown],
    });
  });

  it('is an error in strict mode', async () => {
    const { broker } = optedIn;
    expect(await signIn({ ...optedIn, broker: { ...broker, strict: true } })).toMatchObject({
      thrown: true,
      outcome: 'broker_unavailable',
    });
  });
});

it('ENTRA_BROKER_DISABLE=1 turns the broker off for an app as it is', async () => {
  const installed = installedWith({ addon: 'missing' });
  const environment = { ...nowhere, ENTRA_BROKER_DISABLE: '1' };
  const { report } = await installed.run('sign-in.cjs', optedIn, environment);
  expect(report).toMatchObject({
    decision: { state: 'off', reason: 'disabled' },
    shown: ['browser'],
    warnings: [],
  });
});

describe('the remedy for a lost native module', () => {
  it('names asarUnpack inside of an asar archive', () => {
    const folder = '/opt/app/resources/app.asar/node_modules/entra-broker';
    expect(remedyForMissingModule(folder)).toContain('asarUnpack');
  });

  it('names external where a bundler moved the code', () => {
    using folder = new TemporaryFolder();
    expect(remedyForMissingModule(folder.path)).toContain('external');
  });

  it('names neither in a plain installation', () => {
    expect(remedyForMissingModule(checkout)).not.toMatch(/asar|external/);
  });
});
