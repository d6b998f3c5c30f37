// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import { setTimeout as pause } from 'node:timers/promises';
import type { ParentingCase, ParentingStage } from './stage.js';
import { outcomeOf } from './window-calls.js';

const interop = 'RequestTokenForWindowAsync';
/** In which a call that has ended early looks for its windows several times. */
const severalLooksMs = 600;

/** A call with an open dialog that only a message closes. */
async function stubborn(stage: ParentingStage, window: bigint | 'console') {
  stage.standIn.setTraits({ dialog: 'ignores-cancel' });
  const call = await stage.requestToken(window);
  const [dialog] = await stage.dialogs.opened();
  assert.ok(dialog);
  return { ...call, dialog };
}

export const closingCases: readonly ParentingCase[] = [
  ...(['shown', 'ignores-cancel'] as const).map((dialog): ParentingCase => {
    const obedient = dialog === 'shown';
    return {
      name: `a canceled call settles, and its dialog closes${obedient ? '' : ', also one that ignores Cancel'}`,
      async run(stage) {
        stage.standIn.setTraits({ dialog });
        const window = stage.windows.createWindow();
        const { id, reply } = await stage.requestToken(window);
        await stage.dialogs.opened();
        stage.channel.cancel(id);
        assert.equal(outcomeOf(await reply), 'canceled');
        const [closed] = await stage.dialogs.closed();
        assert.equal(closed?.closedBy, obedient ? 'desk' : 'WM_CLOSE');
        assert.equal(stage.windows.isWindow(window), true);
      },
    };
  }),
  {
    name: 'a channel that closes closes its dialogs',
    async run(stage) {
      const { reply } = await stubborn(stage, stage.windows.createWindow());
      stage.channel.close();
      assert.equal(outcomeOf(await reply), 'closed');
      const [closed] = await stage.dialogs.closed();
      assert.equal(closed?.closedBy, 'WM_CLOSE');
    },
  },
  {
    name: 'a dialog that opens after the cancel is closed as well',
    async run(stage) {
      stage.standIn.setTraits({ dialog: 'ignores-cancel' });
      const { id, reply } = await stage.requestToken(stage.windows.createWindow());
      await stage.standIn.waitForCall(interop);
      stage.channel.cancel(id);
      assert.equal(outcomeOf(await reply), 'canceled');
      await stage.standIn.dialogs.waitFor(() => stage.dialogs.all.length === 1, 10_000);
      const [closed] = await stage.dialogs.closed();
      assert.equal(closed?.closedBy, 'WM_CLOSE');
    },
  },
  {
    name: 'the dialog of a window of our own is closed, and then that window',
    async run(stage) {
      const { id, dialog } = await stubborn(stage, 'console');
      stage.channel.cancel(id);
      const [closed] = await stage.dialogs.closed();
      assert.equal(closed?.closedBy, 'WM_CLOSE');
      await pause(severalLooksMs);
      assert.equal(stage.windows.isWindow(BigInt(dialog.owner)), false);
    },
  },
  {
    name: 'a dialog that the window owned before the call stays open',
    async run(stage) {
      const window = stage.windows.createWindow();
      const { dialog: before } = await stubborn(stage, window);
      const { id } = await stage.requestToken(window);
      await stage.dialogs.opened(2);
      stage.channel.cancel(id);
      const first = await stage.standIn.dialogs.waitFor(
        ({ number, open }) => number > before.number && !open,
        10_000,
      );
      assert.equal(first.closedBy, 'WM_CLOSE');
      await pause(severalLooksMs);
      assert.equal(stage.windows.isWindow(BigInt(before.hwnd)), true);
      await stage.signIn();
    },
  },
  {
    name: 'a dialog of the program’s own that it opens during the call stays open',
    async run(stage) {
      const window = stage.windows.createWindow();
      const { id } = await stubborn(stage, window);
      const own = stage.windows.createWindow(window);
      stage.channel.cancel(id);
      await stage.dialogs.closed();
      await pause(severalLooksMs);
      assert.equal(stage.windows.isWindow(own), true);
    },
  },
  {
    name: 'the dialog of the next call for the window is not closed for the one before',
    async run(stage) {
      const window = stage.windows.createWindow();
      stage.standIn.setRules([{ when: { call: interop, nth: 1 }, then: { never: true } }]);
      const { id } = await stage.requestToken(window);
      await stage.dialogs.opened();
      stage.channel.cancel(id);
      await stage.dialogs.closed();
      const next = await stage.requestToken(window);
      await stage.dialogs.opened();
      await pause(severalLooksMs);
      assert.equal(stage.windows.ownedBy(window).length, 1);
      await stage.signIn();
      assert.equal(outcomeOf(await next.reply), 'answered');
    },
  },
  {
    name: 'a call that is canceled before it began opens nothing',
    async run(stage) {
      const window = stage.windows.createWindow();
      const { id, reply } = await stage.requestToken(window);
      stage.channel.cancel(id);
      assert.equal(outcomeOf(await reply), 'canceled');
      // Made after it, on the same threads.
      const other = await stage.requestToken(stage.windows.createWindow());
      await stage.signIn();
      assert.equal(outcomeOf(await other.reply), 'answered');
      await stage.dialogs.closed();
      assert.deepEqual(stage.windows.ownedBy(window), []);
    },
  },
];
