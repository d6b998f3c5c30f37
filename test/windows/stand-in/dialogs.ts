// SPDX-License-Identifier: MIT
import { EventEmitter, once } from 'node:events';
import type { Peer } from './line-server.js';
import type { DialogHello } from './wire.js';

/** A window that the stand-in opened, in a process of its own. */
export interface Dialog {
  readonly number: number;
  readonly pid: number;
  readonly hwnd: number;
  /** What GW_OWNER says of it. */
  readonly owner: number;
  readonly visible: boolean;
  readonly open: boolean;
  /** `WM_CLOSE`: by a message; `desk`: by the stand-in; `gone`: its process ended. */
  readonly closedBy?: 'WM_CLOSE' | 'desk' | 'gone';
}

interface Entry {
  readonly opened: () => void;
  readonly closed: () => void;
  dialog?: Dialog;
  peer?: Peer;
  /** It shall close as soon as it is there. */
  doomed?: true;
}

/** The dialogs so far. */
export class Dialogs {
  private readonly entries: Entry[] = [];
  private readonly changes = new EventEmitter();

  get all(): readonly Dialog[] {
    return this.entries.flatMap(({ dialog }) => (dialog === undefined ? [] : [dialog]));
  }

  /** Expects a dialog; `opened` is called when it shows, `closed` when a message has closed it. */
  expect(opened: () => void, closed: () => void): number {
    return this.entries.push({ opened, closed });
  }

  hello(peer: Peer, hello: DialogHello): void {
    const entry = this.entries[hello.dialog - 1];
    if (entry === undefined) {
      peer.end();
      return;
    }
    const { dialog: number, pid, hwnd, owner, visible } = hello;
    entry.peer = peer;
    this.change(entry, { number, pid, hwnd, owner, visible, open: hwnd !== 0 });
    if (entry.doomed === true) this.close(number);
    else entry.opened();
  }

  /** A message has closed it. */
  closed(peer: Peer): void {
    const entry = this.of(peer);
    if (entry?.dialog?.open !== true) return;
    this.change(entry, { ...entry.dialog, open: false, closedBy: 'WM_CLOSE' });
    entry.closed();
  }

  gone(peer: Peer): void {
    const entry = this.of(peer);
    if (entry?.dialog?.open !== true) return;
    this.change(entry, { ...entry.dialog, open: false, closedBy: 'gone' });
    entry.closed();
  }

  close(number: number): void {
    const entry = this.entries[number - 1];
    if (entry === undefined) return;
    entry.doomed = true;
    if (entry.dialog?.open !== true) return;
    this.change(entry, { ...entry.dialog, open: false, closedBy: 'desk' });
    entry.peer?.end();
  }

  /** The first dialog for which that holds, now or to come. */
  async waitFor(holds: (dialog: Dialog) => boolean, timeoutMs: number): Promise<Dialog> {
    const signal = AbortSignal.timeout(timeoutMs);
    for (;;) {
      const found = this.all.find(holds);
      if (found !== undefined) return found;
      await once(this.changes, 'change', { signal });
    }
  }

  private of(peer: Peer): Entry | undefined {
    return this.entries.find((entry) => entry.peer === peer);
  }

  private change(entry: Entry, dialog: Dialog): void {
    entry.dialog = dialog;
    this.changes.emit('change');
  }
}
