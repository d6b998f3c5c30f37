// SPDX-License-Identifier: MIT
import path from 'node:path';
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { checkout } from '../../support/program.js';
import { ada, clientId, grace, passwordOfAda } from '../../support/requests.js';
import { scenarioWith, waitingForUser } from '../../support/scenarios.js';
import { runTry, shortened, tryInJson } from './running.js';

jest.setTimeout(40_000);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.setScenario('default');
  simulator.setRules([]);
});

/** On the simulator's bus. */
const there = () => ({ environment: simulator.env });

/** What a token or a password looks like, whole. */
const secret = /eyJ[\w-]{10,}|[\w+/-]{50,}|invented-password/;

test('signs in through the broker, and shows decision, result and log, the tokens shortened', async () => {
  const { ending, report } = await tryInJson(['--flow', 'interactive'], there());
  expect(ending).toMatchObject({ code: 0, stderr: '' });
  expect(report.decision).toEqual({ state: 'on', channel: 'dbus' });
  expect(report.steps).toEqual([
    {
      flow: 'interactive',
      succeeded: true,
      outcome: expect.objectContaining({
        username: ada.username,
        tokenSource: 'broker',
        fromPlatformBroker: true,
        tokenType: 'Bearer',
        accessToken: shortened,
        idToken: shortened,
        scopes: expect.stringMatching(/^User\.Read /) as unknown,
      }) as unknown,
    },
  ]);
  expect(report.log.map(({ message }) => message).join('\n')).toMatch(/ started[^]* succeeded/);
  expect(ending.stdout).not.toMatch(secret);
});

test('runs several flows in one app', async () => {
  const flows = ['accounts', 'silent', 'remove-account', 'accounts'];
  const { ending, report } = await tryInJson(
    flows.flatMap((flow) => ['--flow', flow]),
    there(),
  );
  expect(report.steps.map(({ outcome }) => outcome)).toMatchObject([
    { count: 1, accounts: [{ username: ada.username, keptBy: 'broker' }] },
    { username: ada.username, accessToken: shortened, tokenSource: 'broker' },
    { removed: ada.username },
    { count: 0, accounts: [] },
  ]);
  expect(ending.code).toBe(0);
});

test('stops at the first flow that fails', async () => {
  simulator.setRules([
    {
      when: { method: 'acquireTokenSilently' },
      then: { error: { status: 'InteractionRequired' } },
    },
  ]);
  const { ending, report } = await tryInJson(['--flow', 'silent', '--flow', 'accounts'], there());
  expect(report.steps).toMatchObject([
    {
      flow: 'silent',
      succeeded: false,
      outcome: { name: 'BrokerError', code: 'interaction_required', status: 'InteractionRequired' },
    },
  ]);
  expect(ending).toMatchObject({ code: 1, stderr: '' });
});

test('every choice can be made by an option, and reaches the broker', async () => {
  await tryInJson(
    [
      ...[
        '--flow',
        'interactive',
        '--authority',
        'https://login.microsoftonline.com/organizations',
      ],
      ...['--scope', 'Mail.Read', '--scope', 'Files.Read', '--prompt', 'login'],
      ...['--login-hint', grace.username, '--claims', '{"access_token":{"acrs":{"value":"c1"}}}'],
      ...['--pop', 'PUT https://api.example/things', '--pop-nonce', 'invented-nonce'],
      ...['--window-handle', '0x2a', '--timeout', '30', '--msa-passthrough'],
    ],
    there(),
  );
  const sent = await simulator.waitForRequest('acquireTokenInteractively');
  expect(JSON.stringify(sent.body)).toMatch(/organizations/);
  for (const value of ['Mail.Read', 'Files.Read', 'login', grace.username, 'acrs']) {
    expect(sent.raw).toContain(value);
  }
  expect(sent.raw).toMatch(/PUT[^]*api\.example|api\.example[^]*PUT/);
  expect(sent.raw).toContain('invented-nonce');
  expect(sent.raw).toContain('42');
});

test('the account is chosen by its name', async () => {
  simulator.setScenario('two-accounts');
  const named = ['--account', grace.username.toUpperCase()];
  const { report } = await tryInJson(['--flow', 'silent', ...named], there());
  expect(report.steps).toMatchObject([{ outcome: { username: grace.username } }]);
  const other = await tryInJson(['--flow', 'silent', '--account', 'nobody@x.example'], there());
  expect(other.ending.code).toBe(1);
  expect(other.report.steps).toMatchObject([{ outcome: { code: 'account_not_found' } }]);
});

test('a password comes from standard input alone, and is shown nowhere', async () => {
  const args = ['--flow', 'username-password', '--username', ada.username];
  const { ending, report } = await tryInJson([...args, '--password-stdin'], {
    ...there(),
    under: ['sh', '-c', `printf '%s\\n' '${passwordOfAda}' | "$@"`, 'sh'],
  });
  expect(report.steps).toMatchObject([{ succeeded: true, outcome: { username: ada.username } }]);
  expect(simulator.requests.at(-1)?.raw).toContain(passwordOfAda);
  expect(ending.stdout + ending.stderr).not.toMatch(secret);

  const asOption = await runTry([...args, '--password', 'hunter2'], there());
  expect(asOption).toMatchObject({ code: 2, stdout: '' });
  expect(asOption.stderr).toMatch(/--password-stdin/);
  expect(asOption.stderr).not.toContain('hunter2');
});

const fine = ['--client-id', clientId, '--flow', 'interactive'];

test.each([
  ['nothing to do', ['--client-id', clientId], /--flow is missing/],
  ['an unknown flow', ['--flow', 'magic'], /--flow takes one of accounts, silent/],
  ['no client id', ['--flow', 'accounts'], /--client-id is missing/],
  ['a client id that is no GUID', ['--flow', 'accounts', '--client-id', 'x'], /a GUID/],
  ['an unknown prompt', [...fine, '--prompt', 'sometimes'], /--prompt takes one of none, login/],
  ['claims that are no JSON', [...fine, '--claims', 'acrs'], /--claims takes a JSON object/],
  ['half a bound request', [...fine, '--pop', 'GET'], /--pop takes a method and a URL/],
  ['no user name', ['--client-id', clientId, '--flow', 'username-password'], /--username is miss/],
  ['an unknown option', [...fine, '--magic'], /--magic/],
])('what is wrong or missing is told, and nothing is sent: %s', async (_name, args, problem) => {
  const sent = simulator.requests.length;
  const ending = await runTry(args, there());
  expect(ending.code).toBe(2);
  expect(ending.stderr).toMatch(problem);
  expect(ending.stderr).toMatch(/Usage: entra-broker try/);
  expect(simulator.requests.slice(sent)).toEqual([]);
});

test('without a broker it says why, and in strict mode stops there', async () => {
  const nowhere = { environment: { DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent/bus' } };
  const off = await tryInJson(['--flow', 'accounts'], nowhere);
  expect(off.report.decision).toMatchObject({ state: 'off', reason: 'unavailable' });
  expect(off.report.log).toContainEqual({
    level: 'warning',
    message: expect.stringContaining('broker') as unknown,
  });
  const strict = await tryInJson(['--flow', 'accounts', '--strict'], nowhere);
  expect(strict.ending.code).toBe(1);
  expect(strict.report).toMatchObject({ refused: { code: 'broker_unavailable' }, steps: [] });
});

test('an app that does not opt in goes without the broker', async () => {
  const { report } = await tryInJson(['--flow', 'accounts', '--no-broker'], there());
  expect(report.decision).toMatchObject({ state: 'off', reason: 'not_opted_in' });
});

test.each([
  ['SIGINT', 130],
  ['SIGTERM', 143],
] as const)('%s ends the call and closes the window', async (signal, code) => {
  simulator.setScenario(waitingForUser);
  const { ending, report } = await tryInJson(['--flow', 'interactive', '--prompt', 'login'], {
    ...there(),
    meanwhile: async (child) => {
      await simulator.waitForInteraction();
      child.kill(signal);
    },
  });
  expect(report.steps).toMatchObject([
    { succeeded: false, outcome: { name: 'AbortError', code: 'request_aborted' } },
  ]);
  expect(ending.code).toBe(code);
  expect(simulator.pendingInteractions).toEqual([]);
});

test('a person reads lines, with the log apart', async () => {
  simulator.setScenario(scenarioWith({}));
  const args = ['--client-id', clientId, '--flow', 'silent'];
  const ending = await runTry(args, there());
  expect(ending.stdout).toMatch(/^Broker: on, over dbus\n\nsilent: done\n {2}username +ada@/);
  expect(ending.stderr).toMatch(/acquireTokenSilently succeeded after/);
  expect(ending.stdout + ending.stderr).not.toMatch(secret);
  const quiet = await runTry([...args, '--log', 'none'], there());
  expect(quiet).toMatchObject({ code: 0, stderr: '' });
});

test('runs under the simulator’s own command', async () => {
  const under = [process.execPath, path.join(checkout, 'simulator/dist/cli/main.js'), '--'];
  const { ending, report } = await tryInJson(['--flow', 'silent'], { under });
  expect(report).toMatchObject({ decision: { state: 'on' }, steps: [{ succeeded: true }] });
  expect(ending).toMatchObject({ code: 0, stderr: '' });
});

test('the broker’s own words are shown where the person asks for them', async () => {
  const context = `AADSTS50034 for ${ada.username}`;
  const then = { error: { status: 'IncorrectConfiguration', context } } as const;
  simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then }]);
  const masked = await tryInJson(['--flow', 'silent', '--log', 'none'], there());
  expect(masked.report.steps).toMatchObject([{ outcome: { code: 'incorrect_configuration' } }]);
  expect(masked.ending.stdout).not.toContain(ada.username);
  const plain = await tryInJson(['--flow', 'silent', '--pii'], there());
  expect(plain.ending.stdout).toContain(context);
});

test('the broker’s words cannot steer the terminal', async () => {
  const then = {
    error: { status: 'IncorrectConfiguration' as const, context: 'gone\u001b[2J\r\nBroker: on' },
  };
  simulator.setRules([{ when: { method: 'acquireTokenSilently' }, then }]);
  const ending = await runTry(['--client-id', clientId, '--flow', 'silent', '--pii'], there());
  expect(ending.stdout).toContain('gone [2J Broker: on');
  expect(ending.stdout + ending.stderr).not.toMatch(/[\u001b\r]/);
});
