// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { BrokerErrorCode, BrokerStatus } from 'entra-broker';
import { rejectsWith } from '../support/broker-errors.js';
import { ada, clientId, silentRequest, windowRequest } from '../support/requests.js';
import { Stage, type ConformanceCase } from './case.js';

/** Status on the wire; code, status name and whether to try again, as the design has them. */
const statuses: readonly (readonly [number, BrokerErrorCode, BrokerStatus, boolean])[] = [
  [0, 'broker_error', 'Unexpected', false],
  [1, 'broker_error', 'Reserved', false],
  [2, 'interaction_required', 'InteractionRequired', false],
  [3, 'no_network', 'NoNetwork', true],
  [4, 'network_temporarily_unavailable', 'NetworkTemporarilyUnavailable', true],
  [5, 'server_temporarily_unavailable', 'ServerTemporarilyUnavailable', true],
  [6, 'invalid_request', 'ApiContractViolation', false],
  [7, 'user_canceled', 'UserCanceled', false],
  [8, 'request_aborted', 'ApplicationCanceled', false],
  [9, 'incorrect_configuration', 'IncorrectConfiguration', false],
  [10, 'broker_error', 'InsufficientBuffer', false],
  [11, 'authority_untrusted', 'AuthorityUntrusted', false],
  [12, 'broker_error', 'UserSwitched', false],
  [13, 'account_unusable', 'AccountUnusable', false],
  [14, 'broker_error', 'UserDataRemovalRequired', false],
  [15, 'broker_error', 'Unnamed17', false],
  [16, 'broker_error', 'Unnamed18', false],
  [17, 'broker_error', 'Unnamed20', false],
  [18, 'broker_error', 'KeyNotFound', false],
  [19, 'account_not_found', 'AccountNotFound', false],
  [20, 'broker_error', 'Unnamed19', false],
  [21, 'broker_error', 'Unnamed21', false],
  [22, 'broker_error', 'Unexpected', false],
  [-1, 'broker_error', 'Unexpected', false],
];

const error = { errorCode: 987_654, tag: 507_897_694, context: 'The broker says so' };

const byStatus = statuses.map(([status, code, name, retryable]): ConformanceCase => ({
  name: `status ${String(status)} of the broker is reported as ${code}, ${name}`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ then: { error: { ...error, status } } }]);
    const calls = [
      stage.broker.acquireTokenSilently(silentRequest),
      stage.broker.acquireTokenInteractively(windowRequest),
      stage.broker.getAccounts({ clientId }),
    ];
    // At once: on some channels the last one is answered first.
    for (const failure of await Promise.all(calls.map((call) => rejectsWith(call, code)))) {
      assert.equal(failure.status, name);
      assert.equal(failure.retryable, retryable);
      assert.equal(failure.nativeCode, 987_654);
      assert.equal(failure.tag, '4r434');
      assert.equal(failure.context, 'The broker says so');
      assert.match(failure.message, new RegExp(`${name} \\(tag 4r434\\)`));
    }
  },
}));

const prefix = 'org.freedesktop.DBus.Error.';

/** Error name on the bus; code and tag. */
const busErrors: readonly (readonly [string, BrokerErrorCode, string])[] = [
  [`${prefix}ServiceUnknown`, 'broker_unavailable', '4ulu4'],
  [`${prefix}NoReply`, 'broker_unavailable', '4ulu5'],
  [`${prefix}TimedOut`, 'broker_unavailable', '4wd3v'],
  [`${prefix}UnknownObject`, 'not_supported', '4p541'],
  [`${prefix}Timeout`, 'broker_unavailable', '4ulu3'],
  [`${prefix}UnknownMethod`, 'not_supported', '4ulu3'],
  [`${prefix}UnknownInterface`, 'not_supported', '4ulu3'],
  [`${prefix}AccessDenied`, 'broker_unavailable', '4ulu3'],
  [`${prefix}Failed`, 'broker_error', '4ulu3'],
  [`${prefix}NoMemory`, 'broker_unavailable', '4ulu3'],
  [`${prefix}LimitsExceeded`, 'broker_unavailable', '4ulu3'],
  [`${prefix}InvalidArgs`, 'invalid_request', '4ulu3'],
  [`${prefix}Spawn.ChildExited`, 'broker_unavailable', '4ulu3'],
  [`${prefix}NameHasNoOwner`, 'broker_unavailable', '4ulu3'],
  [`${prefix}Disconnected`, 'broker_unavailable', '4ulu3'],
  [`${prefix}NoServer`, 'broker_unavailable', '4ulu3'],
  ['example.invented.Oops', 'broker_error', '4ulu3'],
];

const byBusError = busErrors.map(([name, code, tag]): ConformanceCase => ({
  name: `${name} from the bus is reported as ${code}`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([{ then: { dbusError: { name, message: 'as invented' } } }]);
    for (const call of [
      stage.broker.acquireTokenSilently(silentRequest),
      stage.broker.getAccounts({ clientId }),
    ]) {
      const failure = await rejectsWith(call, code);
      assert.equal(failure.tag, tag);
      assert.equal(failure.retryable, code === 'broker_unavailable');
      assert.equal(failure.context, `${name}: as invented`);
    }
  },
}));

export const brokerErrorCases: readonly ConformanceCase[] = [
  ...byStatus,
  ...byBusError,
  {
    name: 'an error beside brokerTokenResponse counts as one inside of it',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ then: { error: { status: 2 }, topLevel: true } }]);
      await rejectsWith(stage.broker.acquireTokenSilently(silentRequest), 'interaction_required');
    },
  },
  {
    name: "an error in himmelblau's shape is an error of the broker, not a violation",
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { then: { error: { status: 0, context: 'No such user' }, shape: 'himmelblau' } },
      ]);
      const calls = [
        stage.broker.acquireTokenSilently(silentRequest),
        stage.broker.signOut({ clientId, account: ada }),
      ];
      const failures = calls.map((call) => rejectsWith(call, 'broker_error'));
      for (const failure of await Promise.all(failures)) {
        assert.deepEqual([failure.tag, failure.nativeCode], ['', 0]);
        assert.equal(failure.context, 'No such user');
      }
    },
  },
  {
    name: 'an error of another kind of broker names the call, the id and what to do',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ then: { error: { status: 2 } } }]);
      const correlationId = 'f0a1b2c3-0001-4002-8003-000000000004';
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, correlationId });
      const failure = await rejectsWith(call, 'interaction_required');
      assert.equal(failure.correlationId, correlationId);
      assert.match(failure.message, /^acquireTokenSilently: .*call acquireTokenInteractively/);
    },
  },
];
