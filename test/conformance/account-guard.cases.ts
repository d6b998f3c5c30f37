// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import type { Broker } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import {
  ada,
  grace,
  passwordOfAda,
  silentRequest,
  tokenRequest,
  windowRequest,
} from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';

const calls: Readonly<Record<string, (broker: Broker) => Promise<unknown>>> = {
  acquireTokenSilently: (broker) => broker.acquireTokenSilently(silentRequest),
  acquireTokenInteractively: (broker) =>
    broker.acquireTokenInteractively({ ...windowRequest, account: ada }),
};

/** The tokens in the replies that came through the channel. */
function tokensIn(stage: Stage): readonly string[] {
  return stage.channel.replies.flatMap(({ reply }) =>
    [...JSON.stringify(reply).matchAll(/eyJ[\w.-]+/g)].map(([token]) => token),
  );
}

const guarded = Object.entries(calls).map(([name, call]): ConformanceCase => ({
  name: `${name} refuses another account's token, and lets nothing of it out`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ when: { method: name }, then: { answerAs: grace.username } }]);
    const error = await rejectsWith(call(stage.broker), 'account_mismatch');
    const shown = inspect([error, stage.log], { depth: 9, showHidden: true });
    const tokens = tokensIn(stage);
    assert.ok(tokens.length >= 2, 'the reply did carry tokens');
    for (const secret of [...tokens, grace.username, ada.username]) {
      assert.ok(!shown.includes(secret), `${secret} is shown`);
    }
    assert.ok(!shown.includes('eyJ'), 'nothing that looks like a token is shown');
  },
}));

export const accountGuardCases: readonly ConformanceCase[] = [
  ...guarded,
  {
    name: 'a user who picks another account than the one asked for is refused',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(scenarioWith({ interactive: { pick: grace.username } }));
      const call = stage.broker.acquireTokenInteractively({ ...windowRequest, account: ada });
      await rejectsWith(call, 'account_mismatch');
    },
  },
  {
    name: 'a password brings no token of another user',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'acquireTokenSilently' }, then: { answerAs: grace.username } },
      ]);
      const call = stage.broker.acquireTokenByUsernamePassword({
        ...tokenRequest,
        username: ada.username,
        password: passwordOfAda,
      });
      await rejectsWith(call, 'account_mismatch');
    },
  },
  {
    name: 'the same account in other letters is no mismatch',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.acquireTokenSilently({
        ...silentRequest,
        account: { ...ada, homeAccountId: ada.homeAccountId.toUpperCase() },
      });
      assert.equal(result.account.homeAccountId, ada.homeAccountId);
    },
  },
  {
    name: 'status UserSwitched with the tokens of the account asked for is a success',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        {
          when: { method: 'acquireTokenSilently' },
          then: { patch: { brokerTokenResponse: { error: { status: 12, tag: 1, errorCode: 0 } } } },
        },
      ]);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.equal(result.account.username, ada.username);
    },
  },
];
