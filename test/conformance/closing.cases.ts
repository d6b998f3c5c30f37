// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { rejectsWith } from '../support/broker-errors.js';
import { callOperation, clientId, operations, windowRequest } from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { Stage, type ConformanceCase } from './case.js';

const closedWhileWaiting = operations.map((operation): ConformanceCase => ({
  name: `${operation.name} that waits while the broker is closed rejects with closed`,
  async run(context) {
    await using stage = await Stage.open(context);
    context.simulator.setRules([
      { when: { method: 'cancelInteractiveFlow' }, then: { reply: {} } },
      { then: { noReply: true } },
    ]);
    const rejected = rejectsWith(callOperation(stage.broker, operation), 'closed');
    await stage.begun(operation);
    await stage.broker.close();
    await rejected;
  },
}));

const closedBefore = operations.map((operation): ConformanceCase => ({
  name: `${operation.name} on a closed broker rejects with closed, and sends nothing`,
  async run(context) {
    await using stage = await Stage.open(context);
    await stage.broker.close();
    const error = await rejectsWith(callOperation(stage.broker, operation), 'closed');
    assert.match(error.message, /make another/);
    assert.deepEqual(stage.channel.calls, []);
  },
}));

export const closingCases: readonly ConformanceCase[] = [
  ...closedWhileWaiting,
  ...closedBefore,
  {
    name: 'close may be called twice, at once and later',
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.roundTrip();
      await Promise.all([stage.broker.close(), stage.broker.close()]);
      await stage.broker.close();
    },
  },
  {
    name: 'close takes the window away that is open',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      const rejected = rejectsWith(stage.broker.signInInteractively(windowRequest), 'closed');
      await context.simulator.waitForInteraction();
      await stage.broker.close();
      await rejected;
      await stage.arrival('cancelInteractiveFlow');
      assert.deepEqual(context.simulator.pendingInteractions, []);
    },
  },
  {
    name: 'await using closes the broker at the end of its block',
    async run(context) {
      const stage = await Stage.open(context);
      {
        await using broker = stage.broker;
        await broker.getAccounts({ clientId });
      }
      await rejectsWith(stage.broker.getAccounts({ clientId }), 'closed');
    },
  },
  {
    name: '64 calls at once come back each with its own answer, in whatever order',
    async run(context) {
      await using stage = await Stage.open(context);
      const ids = Array.from({ length: 64 }, () => randomUUID());
      context.simulator.setRules(
        ids.map((correlationId, index) => ({
          when: { correlationId },
          then: { reply: { linuxBrokerVersion: correlationId }, delayMs: 600 - index * 5 },
        })),
      );
      const settled: string[] = [];
      const calls = ids.map(async (correlationId) => {
        const version = await stage.broker.getBrokerVersion({ correlationId });
        settled.push(correlationId);
        return version;
      });
      // All of them have arrived before the first one is answered.
      await stage.arrival('getLinuxBrokerVersion');
      assert.deepEqual(await Promise.all(calls), ids);
      assert.equal(stage.received.length, 64);
      assert.notDeepEqual(settled, ids);
    },
  },
  {
    name: 'a quick call is not held up by a slow one that was sent before',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ when: { method: 'getAccounts' }, then: { noReply: true } }]);
      const controller = new AbortController();
      const { signal } = controller;
      const slow = rejectsWith(stage.broker.getAccounts({ clientId, signal }), 'request_aborted');
      await stage.arrival('getAccounts');
      await stage.roundTrip();
      controller.abort();
      await slow;
    },
  },
];
