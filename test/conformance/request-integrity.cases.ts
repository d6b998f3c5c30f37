// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { rejectsWith } from '../support/broker-errors.js';
import { silentRequest, tokenRequest, windowRequest } from '../support/requests.js';
import { scenarioWith } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';

/** What is asked is what was asked for, to the last leg and in every error. */
export const requestIntegrityCases: readonly ConformanceCase[] = [
  {
    name: 'a request that the caller changes meanwhile is sent as it was',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(
        scenarioWith({ policies: [{ effect: 'interaction_required' }] }),
      );
      const request = { ...windowRequest, scopes: ['User.Read'] };
      const call = stage.broker.signIn(request);
      request.clientId = 'nobody';
      request.scopes.length = 0;
      await call;
      const sent = await stage.parameters('acquireTokenInteractively');
      assert.equal(sent['clientId'], windowRequest.clientId);
      assert.deepEqual(sent['requestedScopes'], ['User.Read']);
    },
  },
  {
    name: 'a prompt among the extra parameters asks for the window right away',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.broker.signIn({ ...windowRequest, extraParameters: { prompt: 'login' } });
      assert.deepEqual(stage.methods, ['acquireTokenInteractively']);
    },
  },
  {
    name: 'a key proof reports why the broker told no version',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'getLinuxBrokerVersion' }, then: { error: { status: 'NoNetwork' } } },
      ]);
      const proofOfPossession = { keyId: 'invented-key' };
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, proofOfPossession });
      const error = await rejectsWith(call, 'no_network');
      assert.equal(error.retryable, true);
    },
  },
  {
    name: 'a token with a line break is refused: it would add a header of the broker’s choice',
    async run(context) {
      await using stage = await Stage.open(context);
      const accessToken = 'invented\r\nX-Evil: 1';
      context.simulator.setRules([
        {
          when: { method: 'acquireTokenSilently' },
          then: { patch: { brokerTokenResponse: { accessToken } } },
        },
      ]);
      await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), 'broker_protocol_error');
    },
  },
  {
    name: 'a secret too long for a pattern stays out of the error',
    async run(context) {
      await using stage = await Stage.open(context);
      const accessTokenToRenew = 'invented"('.repeat(5_000);
      context.simulator.setRules([
        {
          when: { method: 'acquireTokenSilently' },
          then: { error: { status: 'NoNetwork', context: `about ${accessTokenToRenew}` } },
        },
      ]);
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, accessTokenToRenew });
      const error = await rejectsWith(call, 'no_network');
      assert.ok(!`${error.message}${error.context}`.includes('invented"('));
    },
  },
  {
    name: 'a parameter that the broker quotes is masked',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { then: { error: { status: 'Unexpected', context: 'no user invented-user here' } } },
      ]);
      const extraParameters = { login_hint: 'invented-user' };
      const call = stage.broker.signInSilently({ ...tokenRequest, extraParameters });
      assert.equal((await rejectsWith(call, 'broker_error')).context, 'no user (pii) here');
    },
  },
];
