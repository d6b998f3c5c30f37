// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from 'entra-broker';

export type InvokeCall = Extract<ChannelCall, { verb: 'invoke' }>;

/** Any channel, with what goes through it written down. Owns the channel behind it. */
export class RecordingChannel implements Channel {
  readonly name: string;
  readonly protocol = 'identity-broker';
  readonly calls: { readonly id: CallId; readonly call: ChannelCall }[] = [];
  readonly replies: { readonly id: CallId; readonly reply: ChannelReply }[] = [];
  readonly #inner: Channel;

  constructor(inner: Channel) {
    this.#inner = inner;
    this.name = inner.name;
  }

  /** The calls of one method of the broker. */
  invoked(method: string): readonly (InvokeCall & { readonly id: CallId })[] {
    return this.calls.flatMap(({ id, call }) =>
      call.verb === 'invoke' && call.method === method ? [{ ...call, id }] : [],
    );
  }

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    const id = this.#inner.start(call, (reply) => {
      this.replies.push({ id, reply });
      done(reply);
    });
    this.calls.push({ id, call });
    return id;
  }

  cancel(id: CallId): void {
    this.#inner.cancel(id);
  }

  unref(id: CallId): void {
    this.#inner.unref(id);
  }

  probe(timeoutMs: number): ProbeResult {
    return this.#inner.probe(timeoutMs);
  }

  watch(kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    return this.#inner.watch(kind, listener);
  }

  unwatch(id: CallId): void {
    this.#inner.unwatch(id);
  }

  close(): void {
    this.#inner.close();
  }
}
