// SPDX-License-Identifier: MIT
import type { RuleConsequence } from 'entra-broker-simulator';
import {
  brokenResponses,
  brokenTokens,
  changedErrors,
  dbusErrors,
  jwtOf,
  noObjects,
  statuses,
  tag,
  tagsOfDbusErrors,
  unusualTokens,
} from '../interop/differential/triples.js';
import { failureOf } from './support/calls.js';
import { simulated, tripleOf } from './support/simulated.js';

const desktop = simulated();
const silentMethod = 'acquireTokenSilently';
const error = { status: 2, errorCode: 7, tag, context: 'Invented context' };

async function tripleAfter(then: RuleConsequence): Promise<string> {
  desktop.simulator.setRules([{ when: { method: silentMethod }, then }]);
  return tripleOf(failureOf(await desktop.calls.silent()));
}

function tripleOfError(changes: object): Promise<string> {
  return tripleAfter({ reply: { brokerTokenResponse: { error: { ...error, ...changes } } } });
}

describe("an answer of the broker gives the app what Microsoft's runtime gives it", () => {
  it.each(statuses)('status %i on the wire is status %i', async (status, client) => {
    expect(await tripleOfError({ status, errorCode: -2147186943 })).toBe(
      `${client} -2147186943 4r434`,
    );
  });

  it.each(changedErrors)('$name', async ({ change, is }) => {
    expect(await tripleOfError(change)).toBe(is);
  });

  // Seen on 0.20.7: the tag is a number of 32 bits with a sign.
  it.each([
    [-1, -1],
    [2 ** 30 + 5, 2 ** 30 + 5],
    [2 ** 31 + 5, -(2 ** 31) + 5],
    [2 ** 32 + 5, 5],
    [0, 529117665],
  ])('tag %d is the number %d', async (given, shown) => {
    const reply = { brokerTokenResponse: { error: { ...error, tag: given } } };
    desktop.simulator.setRules([{ when: { method: silentMethod }, then: { reply } }]);
    expect(failureOf(await desktop.calls.silent())?.errorTag).toBe(shown);
  });

  it.each([
    { what: 'tag', change: { tag: undefined }, is: '0 0 7a392' },
    { what: 'code', change: { errorCode: undefined }, is: '0 0 7bemz' },
  ])('an error without a $what', async ({ change, is }) => {
    expect(await tripleOfError(change)).toBe(is);
  });

  it('an error at the top of the reply', async () => {
    expect(await tripleAfter({ error, topLevel: true })).toBe('2 7 4r434');
  });

  it.each([...dbusErrors, 'com.example.Invented'])('D-Bus error %s', async (name) => {
    const dbusError = { name, message: 'Invented words' };
    expect(await tripleAfter({ dbusError })).toBe(`0 0 ${tagsOfDbusErrors[name] ?? '4ulu3'}`);
  });

  it.each(['none', 'i', 'v', 'as'] as const)('reply of signature %s', async (wrongSignature) => {
    expect(await tripleAfter({ wrongSignature })).toBe('0 0 4wd3w');
  });

  it.each(noObjects)('reply %j', async (raw) => {
    expect(await tripleAfter({ raw })).toBe('0 0 4pq4a');
  });

  it.each(brokenResponses)(
    'brokerTokenResponse $brokerTokenResponse',
    async ({ brokerTokenResponse, is }) => {
      expect(await tripleAfter({ reply: { brokerTokenResponse } })).toBe(is);
    },
  );

  it.each([...brokenTokens, { change: { extendedExpiresOn: null }, is: '0 0 7bitu' }])(
    'tokens with $change',
    async ({ change, is }) => {
      expect(await tripleAfter({ patch: { brokerTokenResponse: change } })).toBe(is);
    },
  );

  it.each([...unusualTokens, { accessToken: null }, { accessToken: '' }])(
    'good tokens with %j',
    async (change) => {
      expect(await tripleAfter({ patch: { brokerTokenResponse: change } })).toBe('tokens');
    },
  );

  it('tokens of another kind than the proof that was asked for', async () => {
    const patch = { brokerTokenResponse: { accessTokenType: 0 } };
    desktop.simulator.setRules([{ when: { method: silentMethod }, then: { patch } }]);
    const result = await desktop.calls.silent({ pop: ['GET', 'api.example', '/', ''] });
    expect(tripleOf(failureOf(result))).toBe('0 0 9k933');
    expect(result.accessToken).toBeUndefined();
  });
});

describe("where Microsoft's runtime ends the process, or takes what it should not", () => {
  it.each([undefined, null, 5, ''])(
    'an error with %j as context is that error',
    async (context) => {
      expect(await tripleOfError({ context })).toBe('2 7 4r434');
    },
  );

  it("another user's tokens are refused, as it does itself in a window", async () => {
    const { simulator, calls } = desktop;
    simulator.setScenario('two-accounts');
    const then = { answerAs: 'grace@fabrikam.example' };
    simulator.setRules([{ when: { method: silentMethod }, then }]);
    expect(tripleOf(failureOf(await calls.silent()))).toBe('2 0 4vt9f');
  });
});

describe('a broker that cannot list its accounts', () => {
  const failing = [{ when: { method: 'getAccounts' }, then: { raw: 'no JSON' } }];
  const gone = 'org.freedesktop.DBus.Error.ServiceUnknown';

  it('is one without accounts, but for those that it listed before', async () => {
    const { simulator, calls } = desktop;
    simulator.setRules(failing);
    const before = await calls.discover();
    expect([failureOf(before), before.accounts]).toEqual([undefined, []]);
    simulator.setRules([]);
    const listed = (await calls.discover()).accounts.map(({ username }) => username);
    expect(listed).toEqual(['ada@contoso.example']);
    simulator.setRules(failing);
    const after = (await calls.discover()).accounts.map(({ username }) => username);
    expect(after).toEqual(listed);
  });

  it.each([{ raw: 'no JSON' }, { dbusError: { name: gone, message: '' } }])(
    'is asked for tokens all the same: %j',
    async (then) => {
      desktop.simulator.setRules([{ when: { method: 'getAccounts' }, then }]);
      const result = await desktop.calls.signInSilently();
      expect(failureOf(result)).toBeUndefined();
      expect(result.account.username).toBe('ada@contoso.example');
    },
  );
});

it('an ID token tells its claims as they are written in it', async () => {
  const claims = { preferred_username: 'ada@contoso.example', oid: 'a', ü: 1.5 };
  const patch = { brokerTokenResponse: { idToken: jwtOf(claims) } };
  desktop.simulator.setRules([{ when: { method: silentMethod }, then: { patch } }]);
  const result = await desktop.calls.silent();
  expect(result.idToken).toBe(JSON.stringify(claims));
});
