// SPDX-License-Identifier: MIT
import { waitingForUser } from '../../support/scenarios.js';
import { DialogWatch } from '../conformance/case.js';
import type { Dialog } from '../stand-in/dialogs.js';
import type { WamStandIn } from '../stand-in/wam-stand-in.js';
import type { RealWindows } from '../support/real-windows.js';
import { WindowCalls } from './window-calls.js';

export interface ParentingContext {
  readonly standIn: WamStandIn;
  readonly windows: RealWindows;
}

/** One promise of the native channel about windows. It throws if it is broken. */
export interface ParentingCase {
  readonly name: string;
  run(stage: ParentingStage): Promise<void>;
}

const patienceMs = 10_000;

/** A native channel before a stand-in whose users take their time. */
export class ParentingStage extends WindowCalls implements AsyncDisposable {
  readonly dialogs: DialogWatch;
  readonly standIn: WamStandIn;
  readonly windows: RealWindows;

  constructor({ standIn, windows }: ParentingContext) {
    super();
    this.standIn = standIn;
    this.windows = windows;
    standIn.reset();
    standIn.simulator.setScenario(waitingForUser);
    this.dialogs = new DialogWatch({ standIn });
  }

  /** The next pane that opens: one that asks no user for an answer. */
  paneOpened(): Promise<Dialog> {
    const isNew = (dialog: Dialog): boolean => dialog.open && this.dialogs.all.includes(dialog);
    return this.standIn.dialogs.waitFor(isNew, patienceMs);
  }

  /** The user signs in, in whichever dialog is the oldest. */
  async signIn(): Promise<void> {
    await this.standIn.simulator.waitForInteraction();
    this.standIn.simulator.answerInteractive({ pick: 'ada@contoso.example' });
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.channel.close();
    for (const { id } of [...this.standIn.simulator.pendingInteractions]) {
      this.standIn.simulator.answerInteractive('refuse', id);
    }
    if (this.dialogs.all.length > 0) await this.dialogs.closed();
  }
}
