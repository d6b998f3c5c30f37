// SPDX-License-Identifier: MIT
import { startSimulator, type Simulator } from 'entra-broker-simulator';
import { ada, clientId, grace, passwordOfAda } from '../../support/requests.js';
import { waitingForUser } from '../../support/scenarios.js';
import { PseudoTerminal } from './pseudo-terminal.js';
import { command } from './running.js';

jest.setTimeout(60_000);

let simulator: Simulator;

beforeAll(async () => {
  simulator = await startSimulator();
});
afterAll(() => simulator.stop());
beforeEach(() => {
  simulator.setScenario('default');
});

function onTerminal(...args: readonly string[]): PseudoTerminal {
  return new PseudoTerminal([...command, ...args], simulator.env);
}

const ctrlC = '\x03';

test('on a terminal it asks for everything, and again for what makes no sense', async () => {
  using terminal = onTerminal('--log', 'none');
  await terminal.answers('Authority [https://login.microsoftonline.com/common]: ', '');
  await terminal.answers('Client id: ', 'mine');
  await terminal.sees('a GUID');
  await terminal.answers('Client id: ', clientId);
  await terminal.sees('Broker: on, over dbus');

  await terminal.answers('What to do? [end] ', 'interactive');
  await terminal.answers('Scopes [User.Read]: ', 'Mail.Read Files.Read');
  await terminal.answers('Claims as JSON []: ', '');
  await terminal.answers(
    'Proof of possession for METHOD URL []: ',
    'GET https://api.example/things',
  );
  await terminal.answers('consent, create) []: ', 'now and then');
  await terminal.sees('takes one of none, login');
  await terminal.answers('consent, create) []: ', 'login');
  await terminal.answers('Login hint []: ', grace.username);
  await terminal.sees('interactive: done');
  await terminal.sees(grace.username);
  const sent = await simulator.waitForRequest('acquireTokenInteractively');
  for (const value of ['Mail.Read', 'Files.Read', 'api.example', 'login', grace.username]) {
    expect(sent.raw).toContain(value);
  }

  await terminal.answers('What to do? [end] ', '1');
  await terminal.sees('accounts: done');
  await terminal.answers('What to do? [end] ', '');
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.shown).not.toMatch(/eyJ[\w-]{10,}/);
});

test('what is given as an option is not asked for', async () => {
  using terminal = onTerminal('--flow', 'silent', '--client-id', clientId);
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.shown).toContain('silent: done');
  expect(terminal.shown).not.toMatch(/[\]:] $/m);
});

test('of several accounts one is asked for', async () => {
  simulator.setScenario('two-accounts');
  using terminal = onTerminal('--flow', 'silent', '--client-id', clientId);
  await terminal.answers(`Account (${ada.username}, ${grace.username}): `, grace.username);
  await terminal.sees('silent: done');
  await terminal.sees(grace.username);
  expect(await terminal.exitCode()).toBe(0);
});

test('a password is asked for without showing it', async () => {
  const who = ['--username', ada.username, '--client-id', clientId];
  using terminal = onTerminal('--flow', 'username-password', ...who);
  await terminal.answers('Password (not shown): ', passwordOfAda);
  await terminal.sees('username-password: done');
  expect(await terminal.exitCode()).toBe(0);
  expect(terminal.shown).not.toContain(passwordOfAda);
  expect(simulator.requests.at(-1)?.raw).toContain(passwordOfAda);
});

test('Ctrl-C closes the window and leads back to the questions, where it ends the program', async () => {
  simulator.setScenario(waitingForUser);
  using terminal = onTerminal('--client-id', clientId, '--prompt', 'login');
  await terminal.answers('Authority', '');
  await terminal.answers('What to do? [end] ', 'interactive');
  await terminal.answers('Scopes', '');
  await terminal.answers('Claims', '');
  await terminal.answers('Proof', '');
  await terminal.answers('Login hint', '');
  await simulator.waitForInteraction();
  const changed = new Promise((resolve) => simulator.on('interactionsChanged', resolve));
  terminal.types(ctrlC);
  await terminal.sees('interactive: failed');
  await terminal.sees('request_aborted');
  await changed;
  expect(simulator.pendingInteractions).toEqual([]);
  await terminal.sees('What to do?');
  terminal.types(ctrlC);
  expect(await terminal.exitCode()).toBe(130);
});
