// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { ParentingCase, ParentingStage } from './stage.js';
import { answerOf, outcomeOf } from './window-calls.js';

/** Handles that are refused, whichever call they are given to. */
const refused: Readonly<Record<string, (stage: ParentingStage) => bigint>> = {
  zero: () => 0n,
  'of no window': () => 0xdeadn,
  'of a window that was destroyed': ({ windows }) => {
    const window = windows.createWindow();
    windows.destroyWindow(window);
    return window;
  },
  'of the desktop': ({ windows }) => windows.desktopWindow(),
  'with a bit above the 32 that count': ({ windows }) => windows.createWindow() | (1n << 40n),
  'of more than 64 bits': ({ windows }) => windows.createWindow() | (1n << 64n),
  'that is negative': ({ windows }) => -windows.createWindow(),
};

const refusals = Object.entries(refused).map(([name, handleOf]): ParentingCase => ({
  name: `a handle ${name} is refused, and nothing is asked of WAM`,
  async run(stage) {
    const window = handleOf(stage);
    assert.equal(await stage.check(window), 'window_invalid');
    assert.equal(outcomeOf(await (await stage.requestToken(window)).reply), 'window_invalid');
    const pane = await stage.chooseProvider(window);
    assert.equal(outcomeOf(await pane.reply), 'window_invalid');
    const asked = stage.standIn.calls.filter(({ hwnd }) => hwnd !== undefined);
    assert.deepEqual([asked, stage.dialogs.all], [[], []]);
  },
}));

/** The window of the last call that has one. */
function windowAsked({ standIn }: ParentingStage): object | undefined {
  const call = standIn.calls.findLast(({ hwnd }) => hwnd !== undefined);
  if (call === undefined) return undefined;
  const { hwnd, isWindow, hwndClass, hwndOwnProcess, apartment } = call;
  return { call: call.call, hwnd, isWindow, hwndClass, hwndOwnProcess, apartment };
}

export const ownerCases: readonly ParentingCase[] = [
  ...refusals,
  {
    name: 'a window arrives unchanged, from a thread for windows, and owns the dialog',
    async run(stage) {
      const window = stage.windows.createWindow();
      assert.equal(await stage.check(window), 'answered');
      const { reply } = await stage.requestToken(window);
      const [dialog] = await stage.dialogs.opened();
      assert.deepEqual(windowAsked(stage), {
        ...{ call: 'RequestTokenForWindowAsync', hwnd: Number(window), isWindow: true },
        ...{ hwndClass: 'ProbeParent', hwndOwnProcess: true, apartment: 'STA' },
      });
      assert.equal(dialog?.owner, Number(window));
      assert.deepEqual(stage.windows.ownedBy(window).map(Number), [dialog.hwnd]);
      await stage.signIn();
      assert.notEqual(answerOf(await reply).response?.token, '');
    },
  },
  {
    name: 'so it does where an account is named',
    async run(stage) {
      const window = stage.windows.createWindow();
      const { reply } = await stage.requestToken(window, await stage.firstAccount());
      const [dialog] = await stage.dialogs.opened();
      assert.deepEqual(windowAsked(stage), {
        ...{ call: 'RequestTokenWithWebAccountForWindowAsync', hwnd: Number(window) },
        ...{ isWindow: true, hwndClass: 'ProbeParent', hwndOwnProcess: true, apartment: 'STA' },
      });
      assert.equal(dialog?.owner, Number(window));
      await stage.signIn();
      assert.equal(outcomeOf(await reply), 'answered');
    },
  },
  {
    name: 'a handle with the sign of its 32 bits is that of its window',
    async run(stage) {
      // Windows knows a window by its lower 16 bits as well, if those above are all set.
      const negative = 0xffff_0000n | (stage.windows.createWindow() & 0xffffn);
      assert.equal(await stage.check(negative), 'answered');
      assert.equal(await stage.check(0xffff_ffff_0000_0000n | negative), 'answered');
      assert.equal(await stage.check(0x7fff_ffff_0000_0000n | negative), 'window_invalid');
    },
  },
  {
    name: 'a window that goes between check and call is refused by the call',
    async run(stage) {
      const window = stage.windows.createWindow();
      assert.equal(await stage.check(window), 'answered');
      stage.windows.destroyWindow(window);
      assert.equal(outcomeOf(await (await stage.requestToken(window)).reply), 'window_invalid');
    },
  },
  {
    name: 'two windows own a dialog each at the same time, and each call gets its own answer',
    async run(stage) {
      const windows = [stage.windows.createWindow(), stage.windows.createWindow()];
      const calls = await Promise.all(windows.map((window) => stage.requestToken(window)));
      const dialogs = await stage.dialogs.opened(2);
      assert.deepEqual(dialogs.map(({ owner }) => owner).sort(), windows.map(Number).sort());
      const [canceled, answered] = calls;
      stage.channel.cancel(canceled?.id ?? 0);
      assert.equal(canceled && outcomeOf(await canceled.reply), 'canceled');
      await stage.standIn.dialogs.waitFor(
        (dialog) => !dialog.open && stage.dialogs.all.includes(dialog),
        10_000,
      );
      await stage.signIn();
      assert.equal(answered && outcomeOf(await answered.reply), 'answered');
    },
  },
  {
    name: 'a program without a console owns the dialog by a window that nobody sees, until the end',
    async run(stage) {
      assert.equal(stage.windows.consoleWindow(), 0n);
      const { reply } = await stage.requestToken('console');
      const [dialog] = await stage.dialogs.opened();
      const owner = BigInt(dialog?.owner ?? 0);
      assert.deepEqual(stage.windows.describe(owner), {
        ...{ className: 'EntraBrokerOwner', ownProcess: true, shown: true },
        ...{ transparent: true, topmost: true, inTaskbar: false },
      });
      await stage.signIn();
      assert.equal(outcomeOf(await reply), 'answered');
      // Its thread takes one message after the other.
      await (
        await stage.requestToken(0n)
      ).reply;
      assert.equal(stage.windows.isWindow(owner), false);
    },
  },
];
