// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { rejectsWith } from '../support/broker-errors.js';
import { callOperation, clientId, operations, type Operation } from '../support/requests.js';
import { Stage, type ConformanceCase } from './case.js';

/**
 * The promise is 50 ms, on an idle machine. A broker that never answers would keep a call for five
 * minutes, so that this tells the two apart even on a busy one.
 */
const atOnceMs = 2_000;

const silence = [{ then: { noReply: true } }] as const;

async function settlesAtOnce<T>(settling: Promise<T>): Promise<T> {
  const startedAt = performance.now();
  const settled = await settling;
  assert.ok(performance.now() - startedAt < atOnceMs, 'the call settles at once');
  return settled;
}

function abortUnanswered(operation: Operation): ConformanceCase {
  return {
    name: `${operation.name} that is aborted rejects at once, though the broker never answers`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: 'cancelInteractiveFlow' }, then: { reply: {} } },
        ...silence,
      ]);
      const controller = new AbortController();
      const { signal } = controller;
      const call = callOperation(stage.broker, operation, { signal });
      const rejected = rejectsWith(call, 'request_aborted');
      await stage.begun(operation);
      const reason = new Error('the user went elsewhere');
      controller.abort(reason);
      const error = await settlesAtOnce(rejected);
      assert.equal(error.name, 'AbortError');
      assert.equal(error.cause, reason);
      assert.notEqual(error.correlationId, '');
    },
  };
}

function abortLate(operation: Operation): ConformanceCase {
  return {
    name: `${operation.name} that is aborted drops the answer that comes later`,
    async run(context) {
      await using stage = await Stage.open(context);
      context.simulator.setRules([
        { when: { method: operation.method, nth: 1 }, then: { delayMs: 40 } },
      ]);
      const controller = new AbortController();
      const { signal } = controller;
      const rejected = rejectsWith(
        callOperation(stage.broker, operation, { signal }),
        'request_aborted',
      );
      await stage.begun(operation);
      controller.abort();
      await rejected;
      // Answered after the late answer has come.
      context.simulator.setRules([{ then: { delayMs: 80 } }]);
      await stage.roundTrip();
      assert.equal(stage.channel.replies.length, stage.channel.calls.length);
    },
  };
}

function timeOut(operation: Operation): ConformanceCase {
  return {
    name: `${operation.name} rejects with a TimeoutError when its time is up`,
    async run(context) {
      await using stage = await Stage.open(context);
      await stage.roundTrip();
      context.simulator.setRules([
        { when: { method: 'cancelInteractiveFlow' }, then: { reply: {} } },
        ...silence,
      ]);
      const call = callOperation(stage.broker, operation, { timeoutMs: 150 });
      const error = await settlesAtOnce(rejectsWith(call, 'timed_out'));
      assert.equal(error.name, 'TimeoutError');
    },
  };
}

function abortedBefore(operation: Operation): ConformanceCase {
  return {
    name: `${operation.name} with a signal that is aborted already sends nothing`,
    async run(context) {
      await using stage = await Stage.open(context);
      const reason = new Error('too late');
      const signal = AbortSignal.abort(reason);
      const error = await rejectsWith(
        callOperation(stage.broker, operation, { signal }),
        'request_aborted',
      );
      assert.equal(error.cause, reason);
      assert.deepEqual(stage.channel.calls, []);
    },
  };
}

export const endingCases: readonly ConformanceCase[] = [
  ...operations.flatMap((operation) => [
    abortUnanswered(operation),
    abortLate(operation),
    timeOut(operation),
    abortedBefore(operation),
  ]),
  {
    name: 'timeoutMs bounds all legs of signIn together',
    async run(context) {
      await using stage = await Stage.open(context);
      const signIn = operations.find(({ name }) => name === 'signIn');
      assert.ok(signIn);
      context.simulator.setRules([
        { when: { method: 'getAccounts' }, then: { delayMs: 100 } },
        { when: { method: 'cancelInteractiveFlow' }, then: { reply: {} } },
        { when: { method: 'acquireTokenSilently' }, then: { error: { status: 2 }, delayMs: 100 } },
        { when: { method: 'acquireTokenInteractively' }, then: { noReply: true } },
      ]);
      const timeoutMs = 1_000;
      await rejectsWith(callOperation(stage.broker, signIn, { timeoutMs }), 'timed_out');
      const [first] = stage.invoked('getAccounts');
      const [last] = stage.invoked('acquireTokenSilently');
      assert.ok(first && last && last.timeoutMs <= first.timeoutMs - 100);
    },
  },
  {
    name: 'callTimeoutMs of the broker bounds a call that names no time',
    async run(context) {
      await using stage = await Stage.open(context, { callTimeoutMs: 150 });
      context.simulator.setRules([...silence]);
      const error = await rejectsWith(stage.broker.getAccounts({ clientId }), 'timed_out');
      assert.equal(error.name, 'TimeoutError');
    },
  },
  {
    name: 'a signal that outlives its call holds no listener of it',
    async run(context) {
      await using stage = await Stage.open(context);
      const signal = new CountingSignal();
      await stage.broker.getAccounts({ clientId, signal: signal.controller.signal });
      assert.equal(signal.listeners, 0);
    },
  },
];

/** An AbortSignal that knows how many listen to it. */
class CountingSignal {
  readonly controller = new AbortController();
  listeners = 0;

  constructor() {
    const { signal } = this.controller;
    const add = signal.addEventListener.bind(signal);
    const remove = signal.removeEventListener.bind(signal);
    signal.addEventListener = (...args: Parameters<typeof add>) => {
      this.listeners += 1;
      add(...args);
    };
    signal.removeEventListener = (...args: Parameters<typeof remove>) => {
      this.listeners -= 1;
      remove(...args);
    };
  }
}
