// SPDX-License-Identifier: MIT
import {
  loadScenario,
  startSimulator,
  type PolicyEffect,
  type Scenario,
  type Simulator,
} from '../../simulator/src/index.js';
import {
  ada,
  ask,
  askToken,
  askTokenError,
  clientId,
  otherClientId,
  redirectUri,
} from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const base = loadScenario('two-accounts');

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ front: 'in-process', scenario: base });
});
afterEach(() => simulator.stop());

function world(changes: Scenario): void {
  simulator.setScenario({ ...base, ...changes });
}

const password = {
  account: null,
  authorizationType: 3,
  username: ada,
  password: 'invented-password-of-ada',
};

test.each<[PolicyEffect, number]>([
  ['mfa_required', 2],
  ['account_unusable', 13],
  ['password_expired', 2],
])('%s stops silent calls with status %i until the user has signed in', async (effect, status) => {
  world({ policies: [{ effect }] });
  expect(await askTokenError(simulator)).toMatchObject({ status });
  expect(await askTokenError(simulator, password)).toMatchObject({ status });
  await askToken(simulator, {}, 'acquireTokenInteractively');
  await askToken(simulator);
  expect(await askTokenError(simulator, { clientId: otherClientId })).toMatchObject({ status });
});

test('interaction_required stops every silent call, after a sign-in too', async () => {
  world({ policies: [{ effect: 'interaction_required' }] });
  await askToken(simulator, {}, 'acquireTokenInteractively');
  expect(await askTokenError(simulator)).toMatchObject({ status: 2 });
});

test.each<[PolicyEffect, number]>([
  ['no_network', 3],
  ['network_temporarily_unavailable', 4],
  ['server_temporarily_unavailable', 5],
])('%s fails every flow with status %i', async (effect, status) => {
  world({ policies: [{ effect }] });
  expect(await askTokenError(simulator)).toMatchObject({ status });
  expect(await askTokenError(simulator, {}, 'acquireTokenInteractively')).toMatchObject({ status });
});

test('declined scopes are left out of the granted ones', async () => {
  world({ policies: [{ effect: 'scopes_declined', scopes: ['Mail.Read'] }] });
  const token = await askToken(simulator, { requestedScopes: ['User.Read', 'Mail.Read'] });
  expect(token.grantedScopes).toBe('User.Read openid profile');
});

test.each([
  { username: 'grace@fabrikam.example' },
  { scope: 'Mail.Read' },
  { clientId: otherClientId },
])('a policy about %o does not touch other requests', async (when) => {
  world({ policies: [{ effect: 'interaction_required', when }] });
  await askToken(simulator);
});

test('a policy about a scope touches requests for it', async () => {
  world({ policies: [{ effect: 'mfa_required', when: { scope: 'mail.read' } }] });
  expect(await askTokenError(simulator, { requestedScopes: ['Mail.Read'] })).toMatchObject({
    status: 2,
  });
});

test('a listed client may use its own redirect URIs only, with a real broker’s code and tag', async () => {
  world({ clients: [{ id: clientId, redirectUris: ['https://other.example'] }] });
  expect(await askTokenError(simulator)).toMatchObject({
    status: 6,
    errorCode: 3399614473,
    tag: 557973642,
  });
  world({ clients: [{ id: clientId, redirectUris: [redirectUri] }] });
  await askToken(simulator);
});

test('an unknown client is refused where the scenario says so', async () => {
  world({ unknownClients: 'refuse' });
  expect(await askTokenError(simulator)).toMatchObject({ status: 9 });
});

test('a right password signs in, a wrong one and an account without one do not', async () => {
  simulator.signOut(ada);
  await askToken(simulator, password);
  expect(simulator.accounts[0]?.signedIn).toBe(true);
  expect(await askTokenError(simulator, { ...password, password: 'guess' })).toMatchObject({
    status: 2,
  });
  const withoutPassword = base.accounts?.map(({ username, oid, tenant }) => ({
    username,
    oid,
    tenant,
  }));
  world({ accounts: withoutPassword ?? [] });
  expect(await askTokenError(simulator, { ...password, password: '' })).toMatchObject({
    status: 2,
  });
});

describe('who is meant', () => {
  const nobody = { account: null, isSignIn: true };

  test('without an account: the first with a session', async () => {
    expect((await askToken(simulator, nobody)).account['username']).toBe(ada);
    simulator.signOut(ada);
    expect((await askToken(simulator, nobody)).account['username']).toBe('grace@fabrikam.example');
  });

  test('without an account but with a user name: that user', async () => {
    const username = 'Grace@Fabrikam.example';
    expect((await askToken(simulator, { ...nobody, username })).account['username']).toBe(
      'grace@fabrikam.example',
    );
  });

  test('nobody signed in, or a user that is unknown: interaction required', async () => {
    expect(
      await askTokenError(simulator, { ...nobody, username: 'who@contoso.example' }),
    ).toMatchObject({ status: 2 });
    simulator.setScenario('no-accounts');
    expect(await askTokenError(simulator, nobody)).toMatchObject({ status: 2 });
  });

  test('an account that the broker does not know: account not found, 19 on the wire', async () => {
    const account = { homeAccountId: 'x.y', username: ada };
    expect(await askTokenError(simulator, { account })).toMatchObject({ status: 19 });
  });
});

describe('sign-out', () => {
  const accountsOf = async (client: string): Promise<readonly unknown[]> => {
    const reply = await ask(simulator, 'getAccounts', { clientId: client, redirectUri: client });
    return reply['accounts'] as readonly unknown[];
  };

  test('takes the account from that client alone, until an interactive sign-in', async () => {
    const account = simulator.accounts[0]?.wire;
    expect(await ask(simulator, 'removeAccount', { clientId, account })).toEqual({});
    expect(await accountsOf(clientId)).toHaveLength(1);
    expect(await accountsOf(otherClientId)).toHaveLength(2);
    expect(simulator.accounts[0]?.signedOutOf).toEqual([clientId]);
    expect(await askTokenError(simulator)).toMatchObject({ status: 13 });

    await askToken(simulator, {}, 'acquireTokenInteractively');
    expect(await accountsOf(clientId)).toHaveLength(2);
    await askToken(simulator);
  });

  test('of an unknown account is an error', async () => {
    const reply = await ask(simulator, 'removeAccount', { clientId, account: { username: 'who' } });
    expect(reply['error']).toMatchObject({ status: 19 });
  });
});

test('a request that is no JSON object, or lacks what it needs, is a contract violation', async () => {
  for (const body of ['', '[]', '{}', '{"authParameters":{"clientId":"x"}}']) {
    const reply = await ask(simulator, 'acquireTokenSilently', body);
    expect(reply['brokerTokenResponse']).toMatchObject({ error: { status: 6 } });
  }
});
