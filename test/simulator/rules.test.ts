// SPDX-License-Identifier: MIT
import {
  ScenarioError,
  startSimulator,
  type Rule,
  type Simulator,
} from '../../simulator/src/index.js';
import {
  ask,
  askRaw,
  askToken,
  askTokenError,
  clientId,
  grace,
  invocation,
  startCall,
  tokenRequest,
} from './support/asking.js';

// Making the simulator's keys, or starting a process, takes seconds on a busy machine.
jest.setTimeout(30_000);

let simulator: Simulator;
beforeEach(async () => {
  simulator = await startSimulator({ front: 'in-process', scenario: 'two-accounts' });
});
afterEach(() => simulator.stop());

const version = (): Promise<unknown> => askRaw(simulator, 'getLinuxBrokerVersion', {});

describe('conditions', () => {
  const silence: Rule['then'] = { raw: 'matched' };
  const asked = async (changes: object = {}): Promise<boolean> => {
    const reply = await askRaw(simulator, 'acquireTokenSilently', tokenRequest(simulator, changes));
    return reply.ok && reply.body === 'matched';
  };

  test.each([
    [{ method: 'acquireTokenSilently' }, { method: 'getAccounts' }],
    [{ clientId }, { clientId: 'another' }],
    [{ username: 'ada@contoso.example' }, { username: grace }],
    [{ scope: 'user.read' }, { scope: 'Mail.Read' }],
  ])('%o applies where %o does not', async (when, other) => {
    simulator.setRules([{ when, then: silence }]);
    expect(await asked()).toBe(true);
    simulator.setRules([{ when: other, then: silence }]);
    expect(await asked()).toBe(false);
  });

  test('correlationId picks out one call', async () => {
    const correlationId = 'c0ffee00-1111-4222-8333-444455556666';
    simulator.setRules([{ when: { correlationId }, then: silence }]);
    const call = invocation('getAccounts', { clientId }, { correlationId });
    expect(await startCall(simulator.channel(), call)).toEqual({ ok: true, body: 'matched' });
    expect(await asked()).toBe(false);
  });

  test('nth counts the calls that meet the rest', async () => {
    simulator.setRules([{ when: { method: 'acquireTokenSilently', nth: 2 }, then: silence }]);
    await version();
    expect([await asked(), await asked(), await asked()]).toEqual([false, true, false]);
  });

  test('the first rule that applies decides', async () => {
    simulator.setRules([{ when: { nth: 2 }, then: { raw: 'two' } }, { then: { raw: 'any' } }]);
    expect([await version(), await version()]).toEqual([
      { ok: true, body: 'any' },
      { ok: true, body: 'two' },
    ]);
  });
});

describe('consequences', () => {
  test('an error goes into the token reply, with all that Microsoft’s client needs', async () => {
    simulator.setRules([
      { then: { error: { status: 'KeyNotFound', errorCode: 7, tag: 5, context: 'c' } } },
    ]);
    expect(await askTokenError(simulator)).toEqual({
      context: 'c',
      diagnostics: null,
      errorCode: 7,
      status: 18,
      subStatus: 0,
      tag: 5,
    });
  });

  test('topLevel puts it at the top, where other methods have it anyway', async () => {
    const error = { status: 2 };
    simulator.setRules([{ then: { error, topLevel: true } }]);
    const reply = await ask(simulator, 'acquireTokenSilently', tokenRequest(simulator));
    expect(reply['error']).toMatchObject({ status: 2 });
    simulator.setRules([{ then: { error } }]);
    expect(await ask(simulator, 'getAccounts', { clientId })).toMatchObject({
      error: { status: 2 },
    });
  });

  test('himmelblau’s shape has context, status 0 and subStatus 0 only', async () => {
    simulator.setRules([{ then: { error: { status: 2, context: 'c' }, shape: 'himmelblau' } }]);
    expect(await askTokenError(simulator)).toEqual({ context: 'c', status: 0, subStatus: 0 });
    simulator.setScenario('himmelblau');
    simulator.signOut('ada@contoso.example');
    expect(await askTokenError(simulator)).toEqual({
      context: 'The account is signed out',
      status: 0,
      subStatus: 0,
    });
  });

  test('raw and reply are sent as they are', async () => {
    simulator.setRules([
      { when: { nth: 1 }, then: { raw: '{"cut' } },
      { then: { reply: [1, null] } },
    ]);
    expect([await version(), await version()]).toEqual([
      { ok: true, body: '{"cut' },
      { ok: true, body: '[1,null]' },
    ]);
  });

  test('a patch changes, adds and removes fields of the usual reply', async () => {
    simulator.setRules([
      {
        then: { patch: { brokerTokenResponse: { accessTokenType: 'x', idToken: null, more: {} } } },
      },
    ]);
    const token = await askToken(simulator);
    expect(token).toMatchObject({
      accessTokenType: 'x',
      more: {},
      grantedScopes: 'User.Read openid profile',
    });
    expect(token).not.toHaveProperty('idToken');
  });

  test('answerAs gives another user’s token, silently and with a window', async () => {
    simulator.setRules([{ then: { answerAs: grace } }]);
    for (const method of ['acquireTokenSilently', 'acquireTokenInteractively']) {
      expect((await askToken(simulator, {}, method)).account['username']).toBe(grace);
    }
  });

  test('delayMs holds the usual reply back', async () => {
    simulator.setRules([{ then: { delayMs: 60 } }]);
    const before = process.hrtime.bigint();
    await version();
    expect(Number(process.hrtime.bigint() - before) / 1e6).toBeGreaterThan(55);
  });
});

test('malformed rules are refused, and those in force stay', async () => {
  simulator.setRules([{ then: { raw: 'kept' } }]);
  const malformed = [{ then: { dbusError: { name: 'no dots' } } }];
  expect(() => {
    simulator.setRules(malformed);
  }).toThrow(ScenarioError);
  expect(await version()).toEqual({ ok: true, body: 'kept' });
});
