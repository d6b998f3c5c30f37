// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { EventEmitter, once } from 'node:events';
import { inspect } from 'node:util';
import type { AccountsChange } from 'entra-broker';
import { Stage } from '../../conformance/case.js';
import { rejectsWith, rejection } from '../../support/broker-errors.js';
import { ada, callOperation, clientId, grace, silentRequest } from '../../support/requests.js';
import { missingOperations, type WamCase, type WamContext } from './case.js';

/** A broker that has listed its accounts, and what it tells from then on. */
class Listener {
  readonly heard: AccountsChange[] = [];
  readonly #bell = new EventEmitter();

  constructor({ broker }: Stage) {
    broker.on('accountsChanged', (change) => {
      this.heard.push(change);
      this.#bell.emit('rung');
    });
  }

  async next(): Promise<AccountsChange | undefined> {
    if (this.heard.length === 0) await once(this.#bell, 'rung');
    return this.heard.shift();
  }
}

async function monitored({ standIn }: WamContext, stage: Stage): Promise<Listener> {
  const listener = new Listener(stage);
  await stage.broker.getAccounts({ clientId });
  await standIn.waitForCall('CreateWebAccountMonitor');
  // Windows has answered by then: the monitor is known.
  await stage.roundTrip();
  return listener;
}

const kinds = ['updated', 'removed', 'default'] as const;

export const accountCases: readonly WamCase[] = [
  ...kinds.map((kind): WamCase => ({
    name: `accountsChanged tells what Windows notices of a listed account: ${kind}`,
    async run(context) {
      await using stage = await Stage.open(context);
      const listener = await monitored(context, stage);
      context.standIn.raise(kind, ada.username);
      assert.deepEqual(await listener.next(), { cause: 'system', clientId });
    },
  })),
  {
    name: 'accountsChanged tells nothing of accounts that were not listed',
    async run(context) {
      await using stage = await Stage.open(context);
      const listener = await monitored(context, stage);
      context.standIn.raise('updated', grace.username);
      context.standIn.raise('removed', ada.username);
      assert.deepEqual(await listener.next(), { cause: 'system', clientId });
      await stage.roundTrip();
      assert.deepEqual(listener.heard, []);
    },
  },
  {
    name: 'a monitor that Windows refuses is no failure of the call that listed the accounts',
    async run(context) {
      await using stage = await Stage.open(context);
      context.standIn.setRules([
        { when: { call: 'CreateWebAccountMonitor' }, then: { refuse: 0x80070005 } },
      ]);
      stage.broker.on('accountsChanged', () => {});
      assert.equal((await stage.broker.getAccounts({ clientId })).length, 1);
      await stage.broker.acquireTokenSilently(silentRequest);
    },
  },
  ...missingOperations.map((operation): WamCase => ({
    name: `${operation.name} is not supported, and WAM is asked nothing`,
    async run(context) {
      await using stage = await Stage.open(context);
      await rejectsWith(callOperation(stage.broker, operation), 'not_supported');
      assert.deepEqual(context.standIn.calls, []);
    },
  })),
  {
    name: 'every request for a token carries the correlation id of its call',
    async run(context) {
      await using stage = await Stage.open(context);
      const correlationId = '7d1a2b3c-4e5f-4a6b-8c7d-9e0f1a2b3c4d';
      for (const operation of stage.operations) {
        await callOperation(stage.broker, operation, { correlationId }).catch(() => undefined);
      }
      const requests = context.standIn.calls.flatMap(({ request }) => request ?? []);
      assert.ok(requests.length >= 6);
      for (const request of requests) assert.equal(request.CorrelationId, correlationId);
    },
  },
  {
    name: 'an error of WAM that quotes secrets shows none in error, message, inspect and log',
    async run(context) {
      await using stage = await Stage.open(context);
      const token = 'eyJhbGciOiJub25lIn0.eyJzZWNyZXQiOiJpbnZlbnRlZCJ9.c2lnbmF0dXJl';
      const claims = '{"invented":"secret-claims"}';
      const message = `AADSTS50076: ${ada.username} ${token} ${claims}`;
      context.standIn.setRules([
        {
          when: { scope: 'User.Read' },
          then: { status: 5, error: { code: 0xcaa20001, message }, token },
        },
      ]);
      const call = stage.broker.acquireTokenSilently({ ...silentRequest, claims });
      const shown = inspect([await rejection(call), stage.log], { depth: 9, showHidden: true });
      for (const secret of [ada.username, token, claims]) {
        assert.ok(!shown.includes(secret), `${secret} is shown`);
      }
    },
  },
];
