// SPDX-License-Identifier: MIT
import type {
  Channel,
  ChannelCall,
  ChannelReply,
  CallId,
  OwnerChange,
  ProbeResult,
} from '../channel.js';
import type { NativeChannel, NativeReply } from '../native/contract.js';
import { loadAddon } from '../native/load.js';
import { sessionBusAddress } from './address.js';

export interface DbusChannelOptions {
  /** D-Bus address of the bus. Default: the session bus of the environment. */
  readonly address?: string;
  /** Milliseconds for connecting, authenticating and Hello. Default 5 000. */
  readonly connectTimeoutMs?: number;
}

const defaultConnectTimeoutMs = 5_000;

/**
 * The broker on the D-Bus session bus of Linux. The address is read now; nothing is connected, nor
 * libdbus loaded, before the first call.
 */
export class DbusChannel implements Channel {
  readonly name = 'dbus';
  readonly protocol = 'identity-broker';
  readonly #native: NativeChannel;

  /** @throws BrokerError as loadAddon does. */
  constructor(options: DbusChannelOptions = {}) {
    this.#native = new (loadAddon().addon.NativeChannel)('dbus', [
      options.address ?? sessionBusAddress(process.env),
      String(Math.trunc(options.connectTimeoutMs ?? defaultConnectTimeoutMs)),
    ]);
  }

  start(call: ChannelCall, done: (reply: ChannelReply) => void): CallId {
    const settle = (...reply: NativeReply): void => done(replyOf(reply));
    if (call.verb === 'ping') return this.#native.start(settle, call.timeoutMs, []);
    const { timeoutMs, method, protocolVersion, correlationId, body, onlyWhile } = call;
    const words = [method, protocolVersion, correlationId, body];
    return this.#native.start(settle, timeoutMs, words, onlyWhile);
  }

  cancel(id: CallId): void {
    this.#native.cancel(id);
  }

  unref(id: CallId): void {
    this.#native.unref(id);
  }

  probe(timeoutMs: number): ProbeResult {
    const answer = this.#native.probe(timeoutMs);
    if (answer === undefined) return { state: 'pending' };
    const reply = replyOf(answer);
    return reply.ok
      ? { state: 'reachable', running: reply.body === '1' }
      : { state: 'unreachable', failure: reply.failure };
  }

  watch(_kind: 'owner', listener: (change: OwnerChange) => void): CallId {
    return this.#native.watch((running, available) =>
      listener({ running: running === '1', available: available === '1' }),
    );
  }

  unwatch(id: CallId): void {
    this.#native.unwatch(id);
  }

  close(): void {
    this.#native.close();
  }
}

function replyOf([words, code, name, message]: NativeReply): ChannelReply {
  if (words === undefined) return { ok: false, failure: { code, name, message } };
  const [body = ''] = words;
  return { ok: true, body };
}
