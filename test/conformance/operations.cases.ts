// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rejectsWith } from '../support/broker-errors.js';
import {
  ada,
  callOperation,
  clientId,
  grace,
  operations,
  passwordOfAda,
  silentRequest,
  tokenRequest,
  windowRequest,
} from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';
import { payloadOf } from './json-web-token.js';

const everyOperation = operations.map((operation): ConformanceCase => ({
  name: `${operation.name} is answered, and every message of it carries its correlation id`,
  async run(context) {
    await using stage = await Stage.open(context);
    const correlationId = randomUUID();
    await callOperation(stage.broker, operation, { correlationId });
    assert.equal(stage.methods[0], operation.method);
    for (const request of stage.received) {
      assert.equal(request.correlationId, correlationId);
      assert.equal(request.protocolVersion, '0.0');
    }
  },
}));

export const operationCases: readonly ConformanceCase[] = [
  ...everyOperation,
  {
    name: 'getAccounts lists the accounts that are signed in',
    async run(context) {
      await using stage = await Stage.open(context);
      const accounts = await stage.broker.getAccounts({ clientId });
      assert.deepEqual(
        accounts.map(({ homeAccountId, username, name }) => ({ homeAccountId, username, name })),
        [{ homeAccountId: ada.homeAccountId, username: ada.username, name: ada.name }],
      );
      context.simulator.setScenario('no-accounts');
      assert.equal((await stage.broker.getAccounts({ clientId })).length, 0);
    },
  },
  {
    name: 'an account survives JSON and can be passed back as it came',
    async run(context) {
      await using stage = await Stage.open(context);
      const [account] = await stage.broker.getAccounts({ clientId });
      const restored = JSON.parse(JSON.stringify(account)) as typeof ada;
      const result = await stage.broker.acquireTokenSilently({
        ...tokenRequest,
        account: restored,
      });
      assert.equal(result.account.homeAccountId, ada.homeAccountId);
    },
  },
  {
    name: 'getAccountById finds an account by either id, in any case, and says if there is none',
    async run(context) {
      await using stage = await Stage.open(context);
      for (const id of [ada.localAccountId, ada.homeAccountId.toUpperCase()]) {
        const account = await stage.broker.getAccountById({ clientId, accountId: id });
        assert.equal(account.username, ada.username);
      }
      const unknown = stage.broker.getAccountById({ clientId, accountId: grace.localAccountId });
      await rejectsWith(unknown, 'account_not_found');
    },
  },
  {
    name: 'acquireTokenSilently brings a whole token result',
    async run(context) {
      await using stage = await Stage.open(context);
      const correlationId = randomUUID();
      const result = await stage.broker.acquireTokenSilently({ ...silentRequest, correlationId });
      assert.equal(payloadOf(result.accessToken)['scp'], 'User.Read');
      assert.equal(result.authorizationHeader, `Bearer ${result.accessToken}`);
      assert.equal(result.tokenType, 'Bearer');
      assert.equal(result.account.homeAccountId, ada.homeAccountId);
      assert.equal(result.account.username, ada.username);
      assert.equal(result.idTokenClaims['preferred_username'], ada.username);
      assert.equal(payloadOf(result.idToken)['aud'], clientId);
      assert.equal(result.uniqueId, ada.localAccountId);
      assert.equal(result.tenantId, ada.realm);
      assert.ok(result.scopes.includes('User.Read'));
      assert.ok(result.expiresOn.getTime() > Date.now() + 3_000_000);
      assert.equal(result.correlationId, correlationId);
      assert.equal(result.tokenSource, 'broker');
      assert.equal(result.fromPlatformBroker, true);
      assert.equal(result.fromNativeBroker, true);
    },
  },
  {
    name: 'a token result tells until when the token may be used in an outage',
    async run(context) {
      await using stage = await Stage.open(context);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.ok((result.extendedExpiresOn?.getTime() ?? 0) > result.expiresOn.getTime());
    },
  },
  {
    name: 'acquireTokenInteractively opens a window for the account that was asked for',
    async run(context) {
      await using stage = await Stage.open(context);
      const before = context.simulator.interactions.length;
      const result = await stage.broker.acquireTokenInteractively({
        ...windowRequest,
        account: grace,
      });
      assert.equal(result.account.homeAccountId, grace.homeAccountId);
      const windows = context.simulator.interactions.slice(before);
      assert.deepEqual(
        windows.map(({ loginHint }) => loginHint),
        [grace.username],
      );
    },
  },
  {
    name: 'a window that the user closes rejects with user_canceled',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(scenarioWith({ interactive: { answer: 'refuse' } }));
      await rejectsWith(stage.broker.signInInteractively(windowRequest), 'user_canceled');
    },
  },
  {
    name: 'the password flow sends user name and password, and a wrong password is refused',
    async run(context) {
      await using stage = await Stage.open(context);
      const request = { ...tokenRequest, username: grace.username };
      const password = 'invented-password-of-grace';
      const result = await stage.broker.acquireTokenByUsernamePassword({ ...request, password });
      assert.equal(result.account.username, grace.username);
      const parameters = await stage.parameters('acquireTokenSilently');
      assert.equal(parameters['authorizationType'], 3);
      await rejectsWith(
        stage.broker.acquireTokenByUsernamePassword({ ...request, password: passwordOfAda }),
        'interaction_required',
      );
    },
  },
  {
    name: 'signOut takes the account away from this client',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signOut({ clientId, account: ada });
      assert.deepEqual([...(await stage.broker.getAccounts({ clientId }))], []);
      await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), 'account_unusable');
    },
  },
  {
    name: 'getDeviceInfo is not supported, and nothing is sent for it',
    async run(context) {
      await using stage = await Stage.open(context);
      await rejectsWith(stage.broker.getDeviceInfo(), 'not_supported');
      assert.deepEqual(stage.channel.calls, []);
    },
  },
];
