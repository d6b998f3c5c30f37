// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { BrokerError } from 'entra-broker';
import { isGuid, rejectsWith } from '../support/broker-errors.js';
import {
  ada,
  callOperation,
  operations,
  silentRequest,
  windowRequest,
} from '../support/requests.js';
import { waitingForUser } from '../support/scenarios.js';
import { Stage, type ConformanceCase, type ConformanceContext } from './case.js';

const flow = 'acquireTokenInteractively';
const cancel = 'cancelInteractiveFlow';

const windowOperations = operations.filter(({ name }) =>
  ['acquireTokenInteractively', 'signInInteractively', 'signIn'].includes(name),
);

/** A flow whose window is open, and how to abort it. */
async function openWindow(
  stage: Stage,
  { simulator }: ConformanceContext,
): Promise<{ abort: () => Promise<BrokerError>; outcome: Promise<unknown> }> {
  const controller = new AbortController();
  const { signal } = controller;
  const correlationId = randomUUID();
  const opened = new Promise<void>((resolve) => {
    const stopListening = simulator.on('interaction', (window) => {
      if (window.correlationId !== correlationId) return;
      stopListening();
      resolve();
    });
  });
  const outcome = stage.broker.signInInteractively({ ...windowRequest, correlationId, signal });
  outcome.catch(() => undefined);
  await opened;
  const abort = (): Promise<BrokerError> => {
    controller.abort();
    return rejectsWith(outcome, 'request_aborted');
  };
  return { abort, outcome };
}

const closesWindow = windowOperations.flatMap((operation) =>
  (['abort', 'timeout'] as const).map((ending): ConformanceCase => ({
    name: `${operation.name} that ends by ${ending} closes the broker's window`,
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.roundTrip();
      context.simulator.setScenario(waitingForUser);
      context.simulator.setRules([
        { when: { method: 'acquireTokenSilently' }, then: { error: { status: 2 } } },
      ]);
      const controller = new AbortController();
      const options = ending === 'abort' ? { signal: controller.signal } : { timeoutMs: 500 };
      const code = ending === 'abort' ? 'request_aborted' : 'timed_out';
      const rejected = rejectsWith(callOperation(stage.broker, operation, options), code);
      await context.simulator.waitForInteraction();
      controller.abort();
      await rejected;
      const { body, correlationId } = await stage.arrival(cancel);
      assert.deepEqual(body, {
        error: {
          context: 'The InteractiveRequest was canceled on behalf of the user',
          diagnostics: null,
          errorCode: 0,
          status: 7,
          subStatus: 0,
          tag: 579379414,
        },
      });
      assert.ok(isGuid(correlationId));
      assert.notEqual(correlationId, (await stage.arrival(flow)).correlationId);
      assert.deepEqual(context.simulator.pendingInteractions, []);
    },
  })),
);

export const interactionCases: readonly ConformanceCase[] = [
  ...closesWindow,
  {
    name: 'the cancel goes out on the channel of its flow, bound to it',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      const { abort } = await openWindow(stage, context);
      await abort();
      await stage.arrival(cancel);
      const [sentFlow] = stage.invoked(flow);
      const [sentCancel] = stage.invoked(cancel);
      assert.equal(sentCancel?.onlyWhile, sentFlow?.id);
    },
  },
  {
    name: 'a flow that was answered is never canceled',
    async run(context) {
      await using stage = await Stage.open(context);
      const controller = new AbortController();
      await stage.broker.signInInteractively({ ...windowRequest, signal: controller.signal });
      controller.abort();
      await stage.roundTrip();
      assert.deepEqual(stage.invoked(cancel), []);
    },
  },
  {
    name: 'a silent call that is aborted closes no window',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      const { outcome } = await openWindow(stage, context);
      context.simulator.setRules([
        { when: { method: 'acquireTokenSilently' }, then: { noReply: true } },
      ]);
      const controller = new AbortController();
      const { signal } = controller;
      const silent = stage.broker.acquireTokenSilently({ ...silentRequest, signal });
      const rejected = rejectsWith(silent, 'request_aborted');
      await stage.arrival('acquireTokenSilently');
      controller.abort();
      await rejected;
      await stage.roundTrip();
      assert.equal(context.simulator.pendingInteractions.length, 1);
      context.simulator.answerInteractive({ pick: ada.username });
      await outcome;
    },
  },
  {
    name: 'a flow that is aborted before it was sent opens no window, and the next one may',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      const controller = new AbortController();
      const { signal } = controller;
      const rejected = rejectsWith(
        stage.broker.signInInteractively({ ...windowRequest, signal }),
        'request_aborted',
      );
      controller.abort();
      await rejected;
      await stage.roundTrip();
      // A connection can be quick enough to send the flow; its cancel must have followed then.
      const count = (method: string): number =>
        stage.methods.filter((received) => received === method).length;
      assert.equal(count(flow), count(cancel));
      assert.deepEqual(context.simulator.pendingInteractions, []);
      context.simulator.setScenario('default');
      await stage.broker.signInInteractively(windowRequest);
    },
  },
  {
    name: 'a second window is refused while one is open, and the first is not disturbed',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      const { outcome } = await openWindow(stage, context);
      const second = stage.broker.acquireTokenInteractively(windowRequest);
      await rejectsWith(second, 'interaction_in_progress');
      await stage.broker.acquireTokenSilently(silentRequest);
      assert.equal(stage.methods.filter((method) => method === flow).length, 1);
      context.simulator.answerInteractive({ pick: ada.username });
      await outcome;
    },
  },
  {
    name: 'two windows at once: one opens, the other is refused',
    async run(context) {
      await using stage = await Stage.open(context);
      const both = [1, 2].map(() => stage.broker.signInInteractively(windowRequest));
      const outcomes = await Promise.allSettled(both);
      const refused = outcomes.flatMap((one) =>
        one.status === 'rejected' ? [(one.reason as BrokerError).code] : [],
      );
      assert.deepEqual(refused, ['interaction_in_progress']);
    },
  },
  {
    name: 'after an abort the next window waits for the flow to reply',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      context.simulator.setRules([{ when: { method: cancel }, then: { noReply: true } }]);
      const { abort } = await openWindow(stage, context);
      await abort();
      await stage.arrival(cancel);
      const early = stage.broker.signInInteractively(windowRequest);
      await rejectsWith(early, 'interaction_in_progress');
      context.simulator.answerInteractive('refuse');
      await stage.roundTrip();
      const { outcome } = await openWindow(stage, context);
      context.simulator.answerInteractive({ pick: ada.username });
      await outcome;
    },
  },
  {
    name: 'after an abort the next window may open once the cancel is answered',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([{ when: { method: flow, nth: 1 }, then: { noReply: true } }]);
      const controller = new AbortController();
      const { signal } = controller;
      const rejected = rejectsWith(
        stage.broker.signInInteractively({ ...windowRequest, signal }),
        'request_aborted',
      );
      await stage.arrival(flow);
      controller.abort();
      await rejected;
      await rejectsWith(stage.broker.signInInteractively(windowRequest), 'interaction_in_progress');
      await stage.arrival(cancel);
      await stage.roundTrip();
      await stage.broker.signInInteractively(windowRequest);
    },
  },
  {
    name: 'a cancel that the broker refuses harms nobody',
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setScenario(waitingForUser);
      context.simulator.setRules([
        {
          when: { method: cancel },
          then: { dbusError: { name: 'org.freedesktop.DBus.Error.NoReply' } },
        },
      ]);
      const { abort } = await openWindow(stage, context);
      await abort();
      await stage.arrival(cancel);
      await stage.roundTrip();
      const { outcome } = await openWindow(stage, context);
      for (const { id } of [...context.simulator.pendingInteractions]) {
        context.simulator.answerInteractive({ pick: ada.username }, id);
      }
      await outcome;
    },
  },
];
