// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { BrokerErrorCode } from 'entra-broker';
import { Stage } from '../../conformance/case.js';
import { rejectsWith } from '../../support/broker-errors.js';
import { callOperation, operations, silentRequest } from '../../support/requests.js';
import type { WamConsequence } from '../stand-in/rules.js';
import { providerErrors } from '../support/error-table.js';
import type { WamCase } from './case.js';

/** HRESULTs of a call that failed, and what a Broker makes of them. */
const hresults: readonly (readonly [hresult: number, code: BrokerErrorCode])[] = [
  [0x80070520, 'broker_error'], // no such logon session
  [0x80070005, 'broker_error'], // access denied
  [0x80040154, 'broker_unavailable'], // class not registered
  [0x800706ba, 'broker_unavailable'], // the server is unavailable
  [0x800704c7, 'user_canceled'], // canceled by the user
  [0x80072ee7, 'broker_error'], // never heard of
];

/** Calls of WAM, and an operation that makes them. */
const steps: readonly (readonly [call: string, operation: string])[] = [
  ['FindAccountProviderWithAuthorityAsync', 'acquireTokenSilently'],
  ['FindAllAccountsWithClientIdAsync', 'getAccounts'],
  ['GetTokenSilentlyWithWebAccountAsync', 'acquireTokenSilently'],
  ['RequestTokenForWindowAsync', 'signInInteractively'],
  ['WebAccount.SignOutWithClientIdAsync', 'signOut'],
];

const ways: Readonly<Record<string, (hresult: number) => WamConsequence>> = {
  'is refused': (refuse) => ({ refuse }),
  'ends in error': (failure) => ({ failure }),
  'fails in GetResults': (getResults) => ({ getResults }),
};

const failingSteps = steps.flatMap(([call, name]) =>
  Object.entries(ways).map(([way, consequence]): WamCase => ({
    name: `${call} that ${way} rejects ${name} with the HRESULT`,
    async run(context) {
      const operation = operations.find((one) => one.name === name);
      assert.ok(operation);
      for (const [hresult, code] of hresults) {
        await using stage = await Stage.open(context);
        context.standIn.setRules([{ when: { call }, then: consequence(hresult) }]);
        const error = await rejectsWith(callOperation(stage.broker, operation), code);
        assert.equal(error.nativeCode, hresult);
        assert.match(error.message, new RegExp(`0x${hresult.toString(16)}`, 'i'));
        context.standIn.setRules([]);
        context.simulator.setScenario('default');
        await callOperation(stage.broker, operation);
        context.simulator.setScenario('default');
      }
    },
  })),
);

/** The app registration lacks the broker's redirect URI. */
const unregistered = 0xcaa20009;

/** Numbers of statuses in Microsoft's runtime; code and whether to try again. */
const statuses: Readonly<Record<number, readonly [BrokerErrorCode, retryable: boolean]>> = {
  0: ['broker_error', false],
  2: ['interaction_required', false],
  3: ['no_network', true],
  5: ['server_temporarily_unavailable', true],
  6: ['invalid_request', false],
  9: ['incorrect_configuration', false],
};

const answeredErrors = providerErrors.map(({ status, code, errorStatus }): WamCase => ({
  name: `WAM's status ${String(status)} with 0x${code.toString(16)} is reported as Microsoft's client does`,
  async run(context) {
    await using stage = await Stage.open(context);
    const error = { code, message: 'invented words' };
    context.standIn.setRules([
      { when: { scope: 'User.Read' }, then: { status, error, token: '' } },
    ]);
    const [usual, retryable] = statuses[errorStatus] ?? [];
    assert.ok(usual !== undefined);
    const expected = code === unregistered ? 'redirect_uri_not_registered' : usual;
    const rejected = await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), expected);
    assert.deepEqual([rejected.nativeCode, rejected.retryable], [code, retryable]);
  },
}));

export const failureCases: readonly WamCase[] = [
  ...failingSteps,
  ...answeredErrors,
  {
    name: 'WAM that is not there is broker_unavailable for every operation',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { call: 'activate' }, then: { refuse: 0x80040154 } }]);
      for (const operation of stage.operations) {
        const error = await rejectsWith(
          callOperation(stage.broker, operation),
          'broker_unavailable',
        );
        assert.match(error.message, new RegExp(`^${operation.name}: `));
      }
    },
  },
  {
    name: 'a plug-in that was interrupted is asked again',
    async run(context) {
      await using stage = await Stage.open(context);
      const error = { code: 0x80080300 };
      context.standIn.setRules([
        { when: { scope: 'User.Read', nth: 1 }, then: { status: 5, error, token: '' } },
      ]);
      const result = await stage.broker.acquireTokenSilently(silentRequest);
      assert.notEqual(result.accessToken, '');
    },
  },
  {
    name: 'a status that WAM never had is an error of the broker, with that status',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([{ when: { scope: 'User.Read' }, then: { status: 77, token: '' } }]);
      const call = stage.broker.acquireTokenSilently(silentRequest);
      assert.equal((await rejectsWith(call, 'broker_error')).nativeCode, 77);
    },
  },
];
