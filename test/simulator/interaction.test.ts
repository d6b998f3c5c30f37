// SPDX-License-Identifier: MIT
import {
  loadScenario,
  startSimulator,
  type InteractiveBehaviour,
  type Simulator,
} from '../../simulator/src/index.js';
import {
  ada,
  ask,
  askRaw,
  askToken,
  askTokenError,
  clientId,
  grace,
  tokenRequest,
  type TokenReply,
} from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

const base = loadScenario('two-accounts');
const interactively = 'acquireTokenInteractively';
const cancelBody = {
  error: {
    context: 'The InteractiveRequest was canceled on behalf of the user',
    diagnostics: null,
    errorCode: 0,
    status: 7,
    subStatus: 0,
    tag: 579379414,
  },
};

let simulator: Simulator;
async function start(interactive: InteractiveBehaviour): Promise<void> {
  simulator = await startSimulator({ front: 'in-process', scenario: { ...base, interactive } });
}
afterEach(() => simulator.stop());

const userOf = async (changes: object = {}): Promise<unknown> =>
  (await askToken(simulator, changes, interactively)).account['username'];
const user = (name: string): object => ({ account: null, isSignIn: true, username: name });

describe('answered by the scenario', () => {
  test('as the account of the request, else the hinted user, else the first account', async () => {
    await start({});
    expect(await userOf()).toBe(ada);
    expect(await userOf(user(grace))).toBe(grace);
    expect(await userOf(user(''))).toBe(ada);
  });

  test('as the one the scenario picks, whoever was asked for', async () => {
    await start({ pick: grace });
    expect(await userOf()).toBe(grace);
  });

  test('within the organisation that domain_hint names', async () => {
    await start({});
    const additionalQueryParametersForAuthorization = { domain_hint: 'fabrikam.example' };
    expect(await userOf({ ...user(''), additionalQueryParametersForAuthorization })).toBe(grace);
    expect(simulator.interactions[0]?.candidates.map(({ username }) => username)).toEqual([grace]);
  });

  test('by refusing: the user cancelled', async () => {
    await start({ answer: 'refuse' });
    expect(await askTokenError(simulator, {}, interactively)).toMatchObject({
      status: 7,
      tag: 579379414,
    });
  });

  test('without a window where a session is enough, unless a prompt is asked for', async () => {
    await start({ reuseSession: true });
    await askToken(simulator, {}, interactively);
    expect(simulator.interactions).toHaveLength(0);
    const additionalQueryParametersForAuthorization = { prompt: 'login' };
    await askToken(simulator, { additionalQueryParametersForAuthorization }, interactively);
    expect(simulator.interactions).toMatchObject([{ prompt: 'login', clientId, loginHint: ada }]);
  });
});

test('a redirect URI is required', async () => {
  await start({});
  expect(await askTokenError(simulator, { redirectUri: '' }, interactively)).toMatchObject({
    status: 6,
  });
});

describe('answered by the test', () => {
  const open = (): Promise<TokenReply> => askToken(simulator, {}, interactively);

  test('with a pick', async () => {
    await start({ answer: 'wait' });
    const token = open();
    await simulator.waitForInteraction();
    expect(simulator.pendingInteractions).toMatchObject([{ clientId, scopes: ['User.Read'] }]);
    expect(simulator.answerInteractive({ pick: grace })).toBe(true);
    expect((await token).account['username']).toBe(grace);
    expect(simulator.pendingInteractions).toEqual([]);
    expect(simulator.answerInteractive('refuse')).toBe(false);
  });

  test('with an error', async () => {
    await start({ answer: 'wait' });
    const error = askTokenError(simulator, {}, interactively);
    await simulator.waitForInteraction();
    simulator.answerInteractive({ error: { status: 'AuthorityUntrusted' } });
    expect(await error).toMatchObject({ status: 11 });
  });

  test('one of two windows by its id', async () => {
    await start({ answer: 'wait' });
    const first = askTokenError(simulator, {}, interactively);
    const second = open();
    await simulator.waitForRequest(interactively, { after: 1 });
    const [, younger] = simulator.pendingInteractions;
    simulator.answerInteractive({ pick: ada }, younger?.id);
    await second;
    expect(simulator.pendingInteractions).toHaveLength(1);
    simulator.answerInteractive('refuse');
    expect(await first).toMatchObject({ status: 7 });
  });
});

describe('cancelInteractiveFlow', () => {
  test('closes every window, whoever opened it', async () => {
    await start({ answer: 'wait' });
    const flows = [1, 2].map(() => askTokenError(simulator, {}, interactively));
    await simulator.waitForRequest(interactively, { after: 1 });
    expect(await ask(simulator, 'cancelInteractiveFlow', cancelBody)).toEqual({});
    for (const flow of flows) expect(await flow).toMatchObject({ status: 7 });
  });

  test.each(['', '{}', '{"error":null}', '[]'])(
    'with the body %j takes the broker off the bus',
    async (body) => {
      await start({ answer: 'wait' });
      const flow = askRaw(simulator, interactively, tokenRequest(simulator));
      await simulator.waitForInteraction();
      const lost = {
        ok: false,
        failure: { code: 'dbus_error', name: 'org.freedesktop.DBus.Error.NoReply' },
      };
      expect(await askRaw(simulator, 'cancelInteractiveFlow', body)).toMatchObject(lost);
      expect(await flow).toMatchObject(lost);
      expect(simulator.running).toBe(false);
    },
  );
});
