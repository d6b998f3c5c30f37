// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from 'entra-broker';
import type {
  AccountEvent,
  WamCall,
  WamChannel,
  WamReply,
  WamVerb,
} from '../../lib/channels/wam/calls.js';

export type InvokeCall = Extract<ChannelCall, { verb: 'invoke' }>;

/** Any channel, with what goes through it written down. Owns the channel behind it. */
abstract class Recorder<Inner extends Channel | WamChannel, Call, Reply> {
  readonly name: string;
  readonly calls: { readonly id: CallId; readonly call: Call }[] = [];
  readonly replies: { readonly id: CallId; readonly reply: Reply }[] = [];
  protected readonly inner: Inner;

  constructor(inner: Inner) {
    this.inner = inner;
    this.name = inner.name;
  }

  cancel(id: CallId): void {
    this.inner.cancel(id);
  }

  unref(id: CallId): void {
    this.inner.unref(id);
  }

  probe(timeoutMs: number): ProbeResult {
    return this.inner.probe(timeoutMs);
  }

  unwatch(id: CallId): void {
    this.inner.unwatch(id);
  }

  close(): void {
    this.inner.close();
  }
}

export class RecordingChannel
  extends Recorder<Channel, ChannelCall, ChannelReply>
  implements Channel
{
  readonly protocol = 'identity-broker';

  /** The calls of one method of the broker. */
  invoked(method: string): readonly (InvokeCall & { readonly id: CallId })[] {
    return this.calls.flatMap(({ id, call }) =>
      call.verb === 'invoke' && call.method === method ? [{ ...call, id }] : [],
    );
  }

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    const id = this.inner.start(call, (reply) => {
      this.replies.push({ id, reply });
      done(reply);
    });
    this.calls.push({ id, call });
    return id;
  }

  watch(kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    return this.inner.watch(kind, listener);
  }
}

export class RecordingWamChannel
  extends Recorder<WamChannel, WamCall, WamReply>
  implements WamChannel
{
  readonly protocol = 'wam';

  start<V extends WamVerb>(call: WamCall<V>, done: (reply: WamReply<V>) => void): CallId {
    const id = this.inner.start(call, (reply) => {
      this.replies.push({ id, reply });
      done(reply);
    });
    this.calls.push({ id, call: call as WamCall });
    return id;
  }

  watch(kind: 'accounts', listener: (event: AccountEvent) => void): CallId {
    return this.inner.watch(kind, listener);
  }
}
