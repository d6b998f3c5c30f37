// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { BrokerErrorCode } from 'entra-broker';
import { Stage } from '../../conformance/case.js';
import { rejectsWith } from '../../support/broker-errors.js';
import { clientId, silentRequest, tokenRequest } from '../../support/requests.js';
import type { WamConsequence } from '../stand-in/rules.js';
import type { WamCase } from './case.js';

const mebibyte = 1024 * 1024;

function without(name: string): WamConsequence {
  return { properties: { [name]: null } };
}

function property(name: string, value: string): WamConsequence {
  return { properties: { [name]: value } };
}

const refused = 'broker_protocol_error';

/** Answers that no token can be taken from. */
const badAnswers: readonly (readonly [name: string, WamConsequence, BrokerErrorCode])[] = [
  ['with no response at all', { empty: true }, refused],
  ['without a token', { token: '' }, refused],
  ['with a line break in its token', { token: 'a\r\nX-Evil: 1' }, refused],
  ['without an ID token', without('wamcompat_id_token'), refused],
  ['whose ID token is none', property('wamcompat_id_token', 'x.y.z'), refused],
  ['without client info', without('wamcompat_client_info'), refused],
  ['whose client info is none', property('wamcompat_client_info', '!'), refused],
  ['that expires after all times', property('TokenExpiresOn', '9'.repeat(30)), refused],
  ['that expires before all times', property('TokenExpiresOn', '-1'), refused],
  ['that expires in words', property('TokenExpiresOn', 'tomorrow'), refused],
  ['over 8 MiB', property('padding', 'x'.repeat(8 * mebibyte)), refused],
];

/** Answers that miss what can be done without, or say it oddly. */
const oddAnswers: Readonly<Record<string, WamConsequence>> = {
  'without a time of expiry': without('TokenExpiresOn'),
  'without scopes': without('wamcompat_scopes'),
  'without an authority': without('Authority'),
  'without a WebAccount': { withoutAccount: true },
  'with an unknown property': property('Unknown', '\u0001 ünïcödé \u{1f642}'),
  'of almost 8 MiB': property('padding', 'x'.repeat(8 * mebibyte - 65_536)),
};

/** Starts a silent call, and aborts it once WAM has been asked. */
async function abortSilentCall(stage: Stage): Promise<void> {
  const controller = new AbortController();
  const { signal } = controller;
  const call = stage.broker.acquireTokenSilently({ ...silentRequest, signal });
  const rejected = rejectsWith(call, 'request_aborted');
  await stage.arrival('acquireTokenSilently');
  controller.abort();
  await rejected;
}

export const answerCases: readonly WamCase[] = [
  ...badAnswers.map(([name, then, code]): WamCase => ({
    name: `an answer ${name} rejects with ${code}, and the next call works`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { scope: 'User.Read', nth: 1 }, then }]);
      const error = await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), code);
      assert.equal(error.retryable, false);
      await stage.broker.acquireTokenSilently(silentRequest);
    },
  })),
  ...Object.entries(oddAnswers).map(([name, then]): WamCase => ({
    name: `an answer ${name} brings its token all the same`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { scope: 'User.Read' }, then }]);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.ok(result.accessToken.length > 0 && result.scopes.includes('User.Read'));
      assert.ok(Number.isFinite(result.expiresOn.getTime()));
    },
  })),
  {
    name: 'an operation of Windows that completes twice settles its call once',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ then: { twice: true } }]);
      assert.equal((await stage.broker.getAccounts({ clientId })).length, 1);
      await stage.broker.acquireTokenSilently(silentRequest);
      await stage.roundTrip();
      assert.equal(stage.channel.replies.length, stage.channel.calls.length);
    },
  },
  {
    name: 'an operation of Windows that never ends, not by Cancel either, ends its call by abort',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { scope: 'User.Read' }, then: { never: true } }]);
      await abortSilentCall(stage);
      context.standIn.setRules([]);
      await stage.broker.acquireTokenSilently(silentRequest);
    },
  },
  {
    name: 'an answer that comes after the abort is dropped',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([
        { when: { scope: 'User.Read', nth: 1 }, then: { delayMs: 100 } },
        { when: { scope: 'User.Read', nth: 2 }, then: { delayMs: 200 } },
      ]);
      await abortSilentCall(stage);
      // Answered after the late answer has come.
      await stage.broker.acquireTokenSilently(silentRequest);
      await stage.roundTrip();
      assert.equal(stage.channel.replies.length, stage.channel.calls.length);
    },
  },
  {
    name: '64 calls at once come back each with its own answer, in whatever order',
    async run(context) {
      await using stage = await Stage.open(context);
      const scopes = Array.from({ length: 64 }, (_, index) => `Invented.${index}`);
      context.standIn.setRules(
        scopes.map((scope, index) => ({ when: { scope }, then: { delayMs: 640 - index * 10 } })),
      );
      const settled: string[] = [];
      const calls = scopes.map(async (scope) => {
        const result = await stage.broker.acquireTokenSilently({
          ...silentRequest,
          ...tokenRequest,
          scopes: [scope],
        });
        settled.push(scope);
        return result.scopes;
      });
      const results = await Promise.all(calls);
      results.forEach((granted, index) => assert.ok(granted.includes(`Invented.${index}`)));
      assert.notDeepEqual(settled, scopes);
    },
  },
];
