// SPDX-License-Identifier: MIT
import assert from 'node:assert/strict';
import type { ParentingCase } from './stage.js';
import { answerOf, outcomeOf } from './window-calls.js';

export const paneCases: readonly ParentingCase[] = [
  {
    name: 'the pane shows the providers under a header, and answers with the one that was chosen',
    async run(stage) {
      stage.standIn.setTraits({ paneChoice: 'consumers' });
      const { reply } = await stage.chooseProvider(stage.windows.createWindow());
      assert.equal(answerOf(await reply), 1);
      const { headerText, authorities } = await stage.standIn.waitForCall(
        'AccountsSettingsPane.Show',
      );
      assert.equal(headerText, 'Wähle ein Konto');
      assert.deepEqual(authorities, ['organizations', 'consumers']);
    },
  },
  {
    name: 'a pane that is closed answers with nothing',
    async run(stage) {
      stage.standIn.setTraits({ paneChoice: null });
      const { reply } = await stage.chooseProvider('console');
      assert.equal(answerOf(await reply), null);
    },
  },
  {
    name: 'the pane belongs to a window of this process, which the window that was given owns',
    async run(stage) {
      stage.standIn.setTraits({ paneStaysOpen: true });
      const window = stage.windows.createWindow();
      const { id, reply } = await stage.chooseProvider(window);
      const pane = await stage.paneOpened();
      const { hwnd = 0, apartment } = await stage.standIn.waitForCall(
        'AccountsSettingsPane.ShowAddAccountForWindowAsync',
      );
      const own = BigInt(hwnd);
      assert.equal(apartment, 'STA');
      assert.equal(pane.owner, hwnd);
      assert.equal(stage.windows.ownerOf(own), window);
      const { className, ownProcess, transparent } = stage.windows.describe(own);
      assert.deepEqual([className, ownProcess, transparent], ['EntraBrokerOwner', true, true]);
      stage.channel.cancel(id);
      await reply;
    },
  },
  ...(['shown', 'ignores-cancel'] as const).map((dialog): ParentingCase => ({
    name: `a canceled pane closes${dialog === 'shown' ? '' : ', also one that ignores Cancel'}`,
    async run(stage) {
      stage.standIn.setTraits({ paneStaysOpen: true, dialog });
      const { id, reply } = await stage.chooseProvider(stage.windows.createWindow());
      await stage.paneOpened();
      stage.channel.cancel(id);
      assert.equal(outcomeOf(await reply), 'canceled');
      const [closed] = await stage.dialogs.closed();
      assert.equal(closed?.closedBy, dialog === 'shown' ? 'desk' : 'WM_CLOSE');
    },
  })),
  {
    name: 'the next pane for the same window asks its own call, and no other',
    async run(stage) {
      const window = stage.windows.createWindow();
      for (const paneChoice of ['organizations', 'consumers']) {
        stage.standIn.setTraits({ paneChoice });
        const { reply } = await stage.chooseProvider(window);
        assert.equal(answerOf(await reply), paneChoice === 'consumers' ? 1 : 0);
      }
    },
  },
];
