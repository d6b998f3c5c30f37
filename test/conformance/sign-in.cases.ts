// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, grace, tokenRequest, windowRequest } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';

const silent = 'acquireTokenSilently';
const interactive = 'acquireTokenInteractively';

const windowStatuses = [2, 13];
const otherStatuses = [0, 1, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 15, 16, 17, 18, 19, 20, 21];

const windowOnStatus = windowStatuses.map((status): ConformanceCase => ({
  name: `signIn opens a window where the silent leg ends with status ${String(status)}`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ when: { method: silent }, then: { error: { status } } }]);
    const result = await stage.broker.signIn(windowRequest);
    assert.equal(result.account.username, ada.username);
    assert.deepEqual(stage.methods, ['getAccounts', silent, interactive]);
    assert.equal(new Set(stage.received.map(({ correlationId }) => correlationId)).size, 1);
  },
}));

const noWindowOnStatus = otherStatuses.map((status): ConformanceCase => ({
  name: `signIn returns status ${String(status)} of the silent leg as it is, without a window`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ when: { method: silent }, then: { error: { status } } }]);
    await assert.rejects(stage.broker.signIn(windowRequest));
    await stage.roundTrip();
    assert.ok(!stage.methods.includes(interactive));
  },
}));

export const signInCases: readonly ConformanceCase[] = [
  ...windowOnStatus,
  ...noWindowOnStatus,
  {
    name: 'signIn returns an error of the bus as it is, without a window',
    async run(context) {
      await using stage = await Stage.open(context);
      const name = 'org.freedesktop.DBus.Error.NoReply';
      context.simulator.setRules([{ when: { method: silent }, then: { dbusError: { name } } }]);
      await rejectsWith(stage.broker.signIn(windowRequest), 'broker_unavailable');
      await stage.roundTrip();
      assert.ok(!stage.methods.includes(interactive));
    },
  },
  {
    name: 'signIn needs no window where the silent leg brings a token',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.signIn(windowRequest);
      assert.equal(result.account.username, ada.username);
      assert.deepEqual(stage.methods, ['getAccounts', silent]);
    },
  },
  {
    name: 'signIn with a hint asks for that user without listing accounts',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signIn({ ...windowRequest, loginHint: ada.username });
      assert.deepEqual(stage.methods, [silent]);
      const parameters = await stage.parameters(silent);
      assert.equal(parameters['username'], ada.username);
      assert.equal(parameters['account'], null);
      assert.equal(parameters['isSignIn'], true);
    },
  },
  {
    name: 'signIn opens a window where the silent leg answers for another user than the hint',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario('two-accounts');
      context.simulator.setRules([
        { when: { method: silent }, then: { answerAs: grace.username } },
      ]);
      const result = await stage.broker.signIn({ ...windowRequest, loginHint: ada.username });
      assert.equal(result.account.username, ada.username);
      assert.deepEqual(stage.methods, [silent, interactive]);
      const parameters = await stage.parameters(interactive);
      assert.equal(parameters['username'], ada.username);
    },
  },
  {
    name: 'signIn takes the case of the hint for no difference',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signIn({ ...windowRequest, loginHint: ada.username.toUpperCase() });
      assert.deepEqual(stage.methods, [silent]);
    },
  },
  {
    name: 'signIn with a prompt opens the window right away',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signIn({ ...windowRequest, prompt: 'select_account' });
      assert.deepEqual(stage.methods, [interactive]);
    },
  },
  {
    name: 'signInSilently names the only account that there is',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signInSilently(tokenRequest);
      const parameters = await stage.parameters(silent);
      assert.equal(parameters['username'], ada.username);
      assert.ok(!('isSignIn' in parameters));
    },
  },
  {
    name: 'signInSilently leaves the choice between several accounts to the broker',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario('two-accounts');
      await stage.broker.signInSilently(tokenRequest);
      const parameters = await stage.parameters(silent);
      assert.equal(parameters['account'], null);
      assert.equal(parameters['isSignIn'], true);
    },
  },
  {
    name: 'signInSilently goes on where the broker cannot list its accounts',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'getAccounts' }, then: { error: { status: 'Unexpected' } } },
      ]);
      const result = await stage.broker.signInSilently(tokenRequest);
      assert.equal(result.account.username, ada.username);
    },
  },
  {
    name: 'signInSilently refuses the token of another user than the hint',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario('two-accounts');
      context.simulator.setRules([{ then: { answerAs: grace.username } }]);
      await rejectsWith(
        stage.broker.signInSilently({ ...tokenRequest, loginHint: ada.username }),
        'account_mismatch',
      );
    },
  },
  {
    name: 'signInSilently without a session rejects with interaction_required',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario('no-accounts');
      await rejectsWith(stage.broker.signInSilently(tokenRequest), 'interaction_required');
    },
  },
  {
    name: 'a user who is asked with a hint may still pick another account',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(scenarioWith({ interactive: { pick: grace.username } }));
      const result = await stage.broker.signInInteractively({
        ...windowRequest,
        loginHint: ada.username,
      });
      assert.equal(result.account.username, grace.username);
      const accounts = await stage.broker.getAccounts({ clientId });
      assert.deepEqual(
        accounts.map(({ username }) => username),
        [ada.username, grace.username],
      );
    },
  },
];
