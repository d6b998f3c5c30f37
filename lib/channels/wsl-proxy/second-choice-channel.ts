// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelFailureCode,
  ChannelReply,
  OwnerChange,
  ProbeResult,
} from '../channel.js';

/** What says that there is no first choice. Nothing has been sent then. */
const missing = new Set<ChannelFailureCode>([
  'wslinfo_missing',
  'wslinfo_failed',
  'wslinfo_silent',
  'proxy_path_empty',
  'proxy_missing',
  'proxy_not_executable',
]);

interface Route {
  channel: Channel;
  id: CallId;
}

/**
 * A channel until it turns out that what it needs is not installed, and then another one. The call
 * that finds out is sent on the other one.
 */
export class SecondChoiceChannel implements Channel {
  readonly protocol = 'identity-broker';
  readonly #openSecond: () => Channel;
  readonly #routes = new Map<CallId, Route>();
  readonly #listeners = new Map<CallId, (change: OwnerChange) => void>();
  readonly #first: Channel;
  #second: Channel | undefined;
  #unreferenced = new Set<CallId>();
  #lastId = 0;
  #closed = false;

  constructor(first: Channel, openSecond: () => Channel) {
    this.#first = first;
    this.#openSecond = openSecond;
  }

  /** Of the channel in use: known for good after the first reply. */
  get name(): string {
    return this.#channel.name;
  }

  get exposesRequests(): boolean {
    return this.#channel.exposesRequests === true;
  }

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    const id = (this.#lastId += 1);
    this.#send(id, call, performance.now() + call.timeoutMs, done);
    return id;
  }

  cancel(id: CallId): void {
    const route = this.#routes.get(id);
    route?.channel.cancel(route.id);
  }

  unref(id: CallId): void {
    const route = this.#routes.get(id);
    if (route === undefined) return;
    this.#unreferenced.add(id);
    route.channel.unref(route.id);
  }

  probe(timeoutMs: number): ProbeResult {
    const result = this.#channel.probe(timeoutMs);
    if (result.state !== 'unreachable' || !this.#turnsAwayFor(result.failure.code)) return result;
    return this.#channel.probe(timeoutMs);
  }

  watch(kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    const id = (this.#lastId += 1);
    this.#routes.set(id, { channel: this.#channel, id: this.#channel.watch(kind, listener) });
    this.#listeners.set(id, listener);
    return id;
  }

  unwatch(id: CallId): void {
    const route = this.#routes.get(id);
    if (route === undefined || !this.#listeners.delete(id)) return;
    this.#routes.delete(id);
    route.channel.unwatch(route.id);
  }

  close(): void {
    this.#closed = true;
    this.#listeners.clear();
    this.#first.close();
    this.#second?.close();
  }

  get #channel(): Channel {
    return this.#second ?? this.#first;
  }

  #send(id: CallId, call: ChannelCall, dueAt: number, done: (reply: ChannelReply) => void): void {
    const channel = this.#channel;
    const timeoutMs = Math.max(dueAt - performance.now(), 0);
    const native = channel.start({ ...this.#routed(call), timeoutMs }, (reply) => {
      if (!reply.ok && this.#shouldRepeat(channel, reply.failure.code)) {
        this.#send(id, call, dueAt, done);
        return;
      }
      this.#routes.delete(id);
      this.#unreferenced.delete(id);
      done(reply);
    });
    this.#routes.set(id, { channel, id: native });
    if (this.#unreferenced.has(id)) channel.unref(native);
  }

  /** The same call, with the other one's id on the channel. */
  #routed(call: ChannelCall): ChannelCall {
    if (call.verb === 'ping' || call.onlyWhile === undefined) return call;
    const other = this.#routes.get(call.onlyWhile);
    // Ids start at 1: no call has this one.
    return { ...call, onlyWhile: other?.channel === this.#channel ? other.id : 0 };
  }

  #shouldRepeat(channel: Channel, code: ChannelFailureCode): boolean {
    if (!missing.has(code) || this.#closed) return false;
    return channel !== this.#channel || this.#turnsAwayFor(code);
  }

  /** True if the other channel is in use from now on. */
  #turnsAwayFor(code: ChannelFailureCode): boolean {
    if (this.#second !== undefined || this.#closed || !missing.has(code)) return false;
    const second = this.#openSecond();
    this.#second = second;
    for (const [id, listener] of this.#listeners) {
      this.#routes.set(id, { channel: second, id: second.watch('owner', listener) });
    }
    return true;
  }
}
