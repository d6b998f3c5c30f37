// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { Rule } from 'entra-broker-simulator';
import { rejectsWith } from '../support/broker-errors.js';
import { callOperation, clientId, silentRequest } from '../support/requests.js';
import { Stage, type ConformanceCase } from './case.js';

const mebibyte = 1024 * 1024;

/** Replies that no operation can use. */
const badTexts: Readonly<Record<string, string>> = {
  empty: '',
  blank: ' \r\n\t ',
  'not JSON': 'Segmentation fault',
  'an array': '[{"accounts":[]}]',
  null: 'null',
  'a number': '7',
  'a string': '"{}"',
  truncated: '{"brokerTokenResponse":{"accessToken":"eyJ',
  'with a tail': '{"accounts":[]} trailing',
  'nested deeper than any reply': `{"accounts":${'['.repeat(5000)}${']'.repeat(5000)}}`,
  'an error without a status': '{"error":{"context":"x"}}',
};

/** What only an operation with an answer can miss; removeAccount takes `{}` for "done". */
const badAnswers: Readonly<Record<string, string>> = {
  'an empty object': '{}',
  'of wrong types':
    '{"brokerTokenResponse":7,"accounts":{},"cookieItems":[7],"signedHttpRequest":[],"linuxBrokerVersion":3}',
  'empty inside':
    '{"brokerTokenResponse":{},"accounts":null,"cookieItems":[{}],"signedHttpRequest":"","linuxBrokerVersion":""}',
};

// signIn and its silent half go on without a list of accounts, so that they fail at the next call.
function badReply(description: string, rule: Rule['then'], answersOnly: boolean): ConformanceCase {
  return {
    name: `a reply that is ${description} rejects with broker_protocol_error, whatever was asked`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ then: rule }]);
      for (const operation of stage.operations) {
        if (answersOnly && operation.name === 'signOut') continue;
        const call = callOperation(stage.broker, operation);
        const error = await rejectsWith(call, 'broker_protocol_error');
        assert.match(error.message, new RegExp(`^${operation.name}: `));
        assert.equal(error.retryable, false);
      }
    },
  };
}

const signatures = (['none', 'i', 'v', 'as'] as const).map((wrongSignature): ConformanceCase => ({
  name: `a reply with the D-Bus signature ${wrongSignature} rejects with broker_protocol_error`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ then: { wrongSignature } }]);
    for (const operation of stage.operations) {
      const call = callOperation(stage.broker, operation);
      const error = await rejectsWith(call, 'broker_protocol_error');
      assert.equal(error.tag, '4wd3w');
    }
  },
}));

export const badReplyCases: readonly ConformanceCase[] = [
  ...Object.entries(badTexts).map(([name, raw]) => badReply(name, { raw }, false)),
  ...Object.entries(badAnswers).map(([name, raw]) => badReply(name, { raw }, true)),
  ...signatures,
  {
    name: 'a reply over 8 MiB is refused, and the next call works',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { nth: 1 }, then: { raw: JSON.stringify({ padding: 'x'.repeat(8 * mebibyte) }) } },
      ]);
      const error = await rejectsWith(
        stage.broker.acquireTokenSilently(silentRequest),
        'broker_protocol_error',
      );
      assert.match(error.message, /over 8 MiB/);
      await stage.broker.acquireTokenSilently(silentRequest);
    },
  },
  {
    name: 'a reply of just under 8 MiB is taken',
    async run(context) {
      await using stage = await Stage.open(context);
      const padding = 'x'.repeat(8 * mebibyte - 65_536);
      context.simulator.setRules([{ then: { patch: { padding } } }]);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.notEqual(result.accessToken, '');
    },
  },
  {
    name: 'a call that is replied to twice settles once, and the next call gets its own answer',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ when: { method: 'getAccounts' }, then: { replyTwice: true } }]);
      const accounts = await stage.broker.getAccounts({ clientId });
      assert.equal(accounts.length, 1);
      assert.equal(await stage.broker.getBrokerVersion(), '3.0.2');
      assert.equal(stage.channel.replies.length, stage.channel.calls.length);
    },
  },
  {
    name: 'a byte order mark before the reply does no harm',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'getAccounts' }, then: { raw: '\uFEFF{"accounts":[]}' } },
      ]);
      assert.deepEqual([...(await stage.broker.getAccounts({ clientId }))], []);
    },
  },
];
