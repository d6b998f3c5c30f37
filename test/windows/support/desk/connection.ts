// SPDX-License-Identifier: MIT
import type { Peer } from '../../stand-in/line-server.js';
import type { WamStandIn } from '../../stand-in/wam-stand-in.js';
import type { Fields, TellKind, WamCall } from '../../stand-in/wire.js';

/** What of a call is not the same for all. */
export type DeskCall = Omit<WamCall, 'tid' | 'apartment'> & { readonly apartment?: string };

/** A call that the desk has accepted. */
export interface DeskOperation {
  /** What the desk tells at the end; it may tell it twice, or never. */
  readonly answer: Promise<Fields>;
  /** Cancels the operation, and closes its dialog if that is still open then. */
  abandon(): void;
}

/** A call that the desk has refused, with an HRESULT. */
export class Refused extends Error {
  constructor(readonly hresult: number) {
    super('refused');
  }
}

/** Handles of the dialogs count from here. */
const firstDialogHandle = 0x70000;

interface Entry {
  acceptance?: Fields;
  readonly answered: (answer: Fields) => void;
}

/** A client of the desk in the desk's own process, in the place of the stand-in's library. */
export class DeskConnection implements Peer {
  readonly #standIn: WamStandIn;
  readonly #onEvent: (fields: Fields) => void;
  readonly #entries = new Map<number, Entry>();
  #lastId = 0;

  constructor(standIn: WamStandIn, onEvent: (fields: Fields) => void) {
    this.#standIn = standIn;
    this.#onEvent = onEvent;
    standIn.line(this, { hello: 'client', pid: process.pid });
  }

  /** @throws Refused */
  begin(call: DeskCall): DeskOperation {
    this.#lastId += 1;
    const id = this.#lastId;
    let answered: Entry['answered'] = () => {};
    const answer = new Promise<Fields>((resolve) => {
      answered = resolve;
    });
    const entry: Entry = { answered };
    this.#entries.set(id, entry);
    this.#standIn.line(this, { apartment: 'MTA', ...call, tid: 1, id });
    const { refused, dialog } = entry.acceptance ?? {};
    if (typeof refused === 'number') throw new Refused(refused);
    const shown = typeof dialog === 'number' ? this.#show(dialog, call.hwnd ?? 0) : undefined;
    const abandon = (): void => {
      this.#standIn.line(this, { cancel: id });
      if (shown !== undefined) this.#standIn.line(shown, { closed: 'WM_CLOSE' });
    };
    return { answer, abandon };
  }

  tell(kind: TellKind, id: number, fields: Fields): void {
    if (kind === 'event') this.#onEvent(fields);
    const entry = this.#entries.get(id);
    if (kind === 'accepted' && entry !== undefined) entry.acceptance = fields;
    if (kind === 'answer') entry?.answered(fields);
  }

  end(): void {
    this.#standIn.gone(this);
  }

  /** Opens a dialog, as the stand-in's program would. */
  #show(dialog: number, owner: number): Peer {
    const peer: Peer = { tell: () => {}, end: () => {} };
    const hwnd = firstDialogHandle + dialog;
    this.#standIn.line(peer, {
      hello: 'dialog',
      ...{ dialog, owner, hwnd },
      ...{ pid: process.pid, lastError: 0, visible: true },
    });
    return peer;
  }
}
