// SPDX-License-Identifier: MIT
import { CallScope } from '../../../../lib/broker/call-scope.js';
import { withBackOff, type Attempt } from '../../../../lib/broker/wam/attempt.js';
import { rejectsWith } from '../../../support/broker-errors.js';

function scopeOf(timeoutMs: number, signal?: AbortSignal): CallScope {
  return new CallScope({ operation: 'test', timeoutMs, signal });
}

/** Fails so many times, and says how often it was tried. */
function failing(scope: CallScope, times: number, isFinal = false) {
  const state = { tries: 0 };
  const error = scope.error('broker_error');
  const failed = { ok: false, error } as const;
  const attempt = (): Promise<Attempt<string>> => {
    state.tries += 1;
    if (state.tries > times) return Promise.resolve({ ok: true, value: 'done' });
    return Promise.resolve(isFinal ? failed : { ...failed, retry: 'back_off' });
  };
  return { state, attempt };
}

it.each([
  [0, 1],
  [1, 2],
  [3, 4],
])('works at last after %d failures', async (failures, tries) => {
  const scope = scopeOf(60_000);
  const { state, attempt } = failing(scope, failures);
  expect(await withBackOff(scope, [1, 1, 1], attempt)).toBe('done');
  expect(state.tries).toBe(tries);
  scope.dispose();
});

it('gives up with the error of the last try', async () => {
  const scope = scopeOf(60_000);
  const { state, attempt } = failing(scope, 9);
  await rejectsWith(withBackOff(scope, [1, 1, 1], attempt), 'broker_error');
  expect(state.tries).toBe(4);
  scope.dispose();
});

it('tries nothing twice that fails for good', async () => {
  const scope = scopeOf(60_000);
  const { state, attempt } = failing(scope, 9, true);
  await rejectsWith(withBackOff(scope, [1, 1, 1], attempt), 'broker_error');
  expect(state.tries).toBe(1);
  scope.dispose();
});

it('does not begin a wait that the call would not outlive', async () => {
  const scope = scopeOf(30_000);
  const { state, attempt } = failing(scope, 9);
  await rejectsWith(withBackOff(scope, [1, 60_000], attempt), 'broker_error');
  expect(state.tries).toBe(2);
  scope.dispose();
});

it('ends its wait with the call', async () => {
  const controller = new AbortController();
  const scope = scopeOf(120_000, controller.signal);
  const { state, attempt } = failing(scope, 9);
  const aborted = rejectsWith(withBackOff(scope, [60_000], attempt), 'request_aborted');
  setImmediate(() => controller.abort());
  await aborted;
  expect(state.tries).toBe(1);
});
