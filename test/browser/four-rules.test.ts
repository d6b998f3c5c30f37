// SPDX-License-Identifier: MIT
import { cpSync } from 'node:fs';
import path from 'node:path';
import { startSimulator, type SimulatorOptions } from 'entra-broker-simulator';
import { installPackage } from '../support/installed-package.js';
import { checkout, runProgram, type Ending } from '../support/program.js';
import { ada, clientId } from '../support/requests.js';
import { TemporaryFolder } from '../support/temporary-folder.js';
import { useTestBed } from './support/test-bed.js';

jest.setTimeout(60_000);

const bed = useTestBed();

const example = path.join(checkout, 'examples', 'four-rules');

/** The app at a private cloud, which a broker serves and the browser can sign in to. */
function runApp(
  environment: Readonly<Record<string, string | undefined>>,
  folder = example,
): Promise<Ending> {
  const own = { AUTHORITY: bed().provider.tenantAuthority, CLIENT_ID: clientId };
  return runProgram('main.mjs', {
    folder,
    environment: { ...bed().environment, ...own, ...environment },
  });
}

/** The same where a simulator stands for the broker. */
async function runWithBroker(
  options: SimulatorOptions,
  environment: Readonly<Record<string, string>> = {},
): Promise<{ readonly ending: Ending; readonly methods: readonly string[] }> {
  await using simulator = await startSimulator(options);
  const ending = await runApp({ ...simulator.env, ...environment });
  return { ending, methods: simulator.requests.map(({ method }) => method) };
}

const said = (code: number, ...lines: string[]) => ({
  code,
  signal: null,
  stdout: lines.map((line) => `${line}\n`).join(''),
  stderr: '',
  report: undefined,
});

const inBrowser = `signed in ${ada.username}, token from identity_provider`;

test('with a broker the app signs in through it, and no browser opens', async () => {
  const { ending } = await runWithBroker({});
  expect(ending).toEqual(said(0, 'broker    on', `signed in ${ada.username}, token from broker`));
  expect(bed().person.opened).toEqual([]);
});

test('rule 1: an authority that brokers do not serve goes to the browser, without a word', async () => {
  const { ending, methods } = await runWithBroker(
    {},
    { AUTHORITY: bed().provider.issuer, OIDC: '1' },
  );
  expect(ending).toEqual(
    said(
      0,
      'broker    off',
      'because   authority_not_supported',
      'that is   rule 1: brokers do not serve this authority',
      inBrowser,
    ),
  );
  expect(methods).toEqual([]);
});

describe('rule 2', () => {
  let folder: TemporaryFolder;

  // An installation that lost its binaries on the way.
  beforeAll(() => {
    folder = new TemporaryFolder();
    installPackage(folder.path, { addon: 'missing' });
    cpSync(example, folder.path, { recursive: true });
  });
  afterAll(() => {
    folder[Symbol.dispose]();
  });

  test('an app whose broker package is incomplete is refused', async () => {
    expect(await runApp({}, folder.path)).toEqual(
      said(
        1,
        'refused   dependency_missing',
        'that is   rule 2: a part of the app is missing, which its author has to mend',
      ),
    );
    expect(bed().person.opened).toEqual([]);
  });

  test('rule 1 comes first: where no broker is wanted, nothing is missing', async () => {
    const ending = await runApp({ AUTHORITY: bed().provider.issuer, OIDC: '1' }, folder.path);
    expect(ending).toMatchObject({ code: 0, stderr: '' });
    expect(ending.stdout).toContain('authority_not_supported');
    expect(ending.stdout).toContain(inBrowser);
  });
});

const rule3 = (reason: string) =>
  said(
    0,
    'broker    off',
    `because   ${reason}`,
    'that is   rule 3: the broker cannot be used here',
    inBrowser,
  );

test('rule 3: without a broker the app goes to the browser', async () => {
  const { ending } = await runWithBroker({ start: 'absent' });
  expect(ending).toEqual(rule3('unavailable'));
});

test('rule 3: without a bus, too', async () => {
  const ending = await runApp({
    DBUS_SESSION_BUS_ADDRESS: undefined,
    XDG_RUNTIME_DIR: '/nonexistent',
  });
  expect(ending).toEqual(rule3('unavailable'));
});

test('rule 3: a broker that crashes at its start is as good as none', async () => {
  const { ending } = await runWithBroker({
    start: 'activatable',
    activation: { failure: 'exits' },
  });
  expect(ending).toEqual(rule3('unavailable'));
});

test('rule 4: a request that the broker fails is an error, and no browser opens', async () => {
  const { ending, methods } = await runWithBroker({
    scenario: {
      rules: [
        {
          when: { method: 'acquireTokenInteractively' },
          then: { error: { status: 'ServerTemporarilyUnavailable' } },
        },
      ],
    },
  });
  expect(ending).toEqual(
    said(
      1,
      'broker    on',
      'failed    server_temporarily_unavailable',
      'that is   rule 4: a request that the broker fails opens no browser',
    ),
  );
  expect(methods).toContain('acquireTokenInteractively');
  expect(bed().person.opened).toEqual([]);
});
