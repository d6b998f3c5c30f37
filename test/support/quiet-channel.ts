// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from 'entra-broker';

/** A channel to nobody: keeps the calls that it is given, and never answers before it is closed. */
export class QuietChannel implements Channel {
  readonly name = 'quiet';
  readonly protocol = 'identity-broker';
  readonly calls: ChannelCall[] = [];
  readonly #waiting = new Map<CallId, (reply: ChannelReply) => void>();
  readonly #watchers = new Map<CallId, (change: OwnerChange) => void>();
  #lastId = 0;

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    this.calls.push(call);
    this.#waiting.set((this.#lastId += 1), done);
    return this.#lastId;
  }

  cancel(id: CallId): void {
    this.#settle(id, 'canceled');
  }

  unref(): void {}

  probe(): ProbeResult {
    return { state: 'pending' };
  }

  watch(_kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    this.#watchers.set((this.#lastId += 1), listener);
    return this.#lastId;
  }

  unwatch(id: CallId): void {
    this.#watchers.delete(id);
  }

  close(): void {
    for (const id of [...this.#waiting.keys()]) this.#settle(id, 'closed');
  }

  #settle(id: CallId, code: 'canceled' | 'closed'): void {
    const done = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (done === undefined) return;
    queueMicrotask(() => done({ ok: false, failure: { code, name: '', message: '' } }));
  }
}
