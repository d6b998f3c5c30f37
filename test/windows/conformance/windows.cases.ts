// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { Stage } from '../../conformance/case.js';
import { rejectsWith } from '../../support/broker-errors.js';
import {
  ada,
  callOperation,
  silentRequest,
  windowRequest as usualRequest,
} from '../../support/requests.js';
import { waitingForUser } from '../../support/scenarios.js';
import { DialogWatch, wamOperations, type WamCase, type WamContext } from './case.js';

// Not `common`: for that the user first chooses in the accounts pane.
const authority = 'https://login.microsoftonline.com/organizations';
const windowRequest = { ...usualRequest, authority };

const windowOperations = wamOperations.filter(({ name }) =>
  ['acquireTokenInteractively', 'signInInteractively', 'signIn'].includes(name),
);

const endings = ['abort', 'timeout', 'close'] as const;
const codes = { abort: 'request_aborted', timeout: 'timed_out', close: 'closed' } as const;

/** Users take their time, and the silent half of a sign-in brings nothing. */
function waitForUsers({ simulator }: WamContext): void {
  simulator.setScenario(waitingForUser);
  simulator.setRules([
    { when: { method: 'acquireTokenSilently' }, then: { error: { status: 2 } } },
  ]);
}

const closesWindow = windowOperations.flatMap((operation) =>
  endings.flatMap((ending) =>
    (['shown', 'ignores-cancel'] as const).map((dialog): WamCase => ({
      name:
        `${operation.name} that ends by ${ending} closes WAM's window` +
        (dialog === 'shown' ? '' : ', also one that ignores Cancel'),
      async run(context) {
        await using stage = await Stage.open(context);
        await stage.roundTrip();
        waitForUsers(context);
        context.standIn.setTraits({ dialog });
        const dialogs = new DialogWatch(context);
        const controller = new AbortController();
        const { signal } = controller;
        const options = ending === 'timeout' ? { timeoutMs: 3_000 } : { signal };
        const request = {
          ...{ authority, parentWindowHandle: context.windows.create() },
          ...options,
        };
        const call = callOperation(stage.broker, operation, request);
        const rejected = rejectsWith(call, codes[ending]);
        await dialogs.opened();
        if (ending === 'abort') controller.abort();
        if (ending === 'close') await stage.broker.close();
        await rejected;
        const [closed] = await dialogs.closed();
        // A channel that closes does not wait for what Cancel brings.
        if (dialog === 'shown' && ending !== 'close') assert.equal(closed?.closedBy, 'desk');
        if (dialog === 'ignores-cancel') assert.equal(closed?.closedBy, 'WM_CLOSE');
        assert.deepEqual(context.simulator.pendingInteractions, []);
      },
    })),
  ),
);

export const windowCases: readonly WamCase[] = [
  ...closesWindow,
  {
    name: 'a window owns one of WAM’s at a time: a second call is refused, the first not disturbed',
    async run(context) {
      await using stage = await Stage.open(context);
      waitForUsers(context);
      context.simulator.setRules([]);
      const dialogs = new DialogWatch(context);
      const request = { ...windowRequest, parentWindowHandle: context.windows.create() };
      const first = stage.broker.signInInteractively(request);
      await dialogs.opened();
      const second = stage.broker.acquireTokenInteractively({ ...request, account: ada });
      await rejectsWith(second, 'interaction_in_progress');
      await stage.broker.acquireTokenSilently(silentRequest);
      assert.equal(dialogs.all.length, 1);
      context.simulator.answerInteractive({ pick: ada.username });
      assert.equal((await first).account.username, ada.username);
    },
  },
  {
    name: 'two windows own one of WAM’s each, at the same time',
    async run(context) {
      await using stage = await Stage.open(context);
      waitForUsers(context);
      const dialogs = new DialogWatch(context);
      const owners = [context.windows.create(), context.windows.create()];
      const calls = owners.map((parentWindowHandle) =>
        stage.broker.signInInteractively({ ...windowRequest, parentWindowHandle }),
      );
      const opened = await dialogs.opened(2);
      assert.deepEqual(opened.map(({ owner }) => BigInt(owner)).sort(), [...owners].sort());
      for (const { id } of [...context.simulator.pendingInteractions]) {
        context.simulator.answerInteractive({ pick: ada.username }, id);
      }
      assert.equal((await Promise.all(calls)).length, 2);
    },
  },
  {
    name: 'after an abort the same window may own the next one',
    async run(context) {
      await using stage = await Stage.open(context);
      waitForUsers(context);
      const dialogs = new DialogWatch(context);
      const request = { ...windowRequest, parentWindowHandle: context.windows.create() };
      const controller = new AbortController();
      const { signal } = controller;
      const aborted = stage.broker.signInInteractively({ ...request, signal });
      const rejected = rejectsWith(aborted, 'request_aborted');
      await dialogs.opened();
      controller.abort();
      await rejected;
      await dialogs.closed();
      context.simulator.setScenario('default');
      const result = await stage.broker.signInInteractively(request);
      assert.equal(result.account.username, ada.username);
    },
  },
  {
    name: 'a silent call that is aborted closes no window',
    async run(context) {
      await using stage = await Stage.open(context);
      waitForUsers(context);
      context.simulator.setRules([
        { when: { method: 'acquireTokenSilently' }, then: { noReply: true } },
      ]);
      const dialogs = new DialogWatch(context);
      const request = { ...windowRequest, parentWindowHandle: context.windows.create() };
      const interactive = stage.broker.signInInteractively(request);
      await dialogs.opened();
      const controller = new AbortController();
      const { signal } = controller;
      const silent = stage.broker.acquireTokenSilently({ ...silentRequest, signal });
      const rejected = rejectsWith(silent, 'request_aborted');
      await stage.arrival('acquireTokenSilently');
      controller.abort();
      await rejected;
      await stage.roundTrip();
      assert.equal(dialogs.all.filter(({ open }) => open).length, 1);
      context.simulator.answerInteractive({ pick: ada.username });
      await interactive;
    },
  },
];
