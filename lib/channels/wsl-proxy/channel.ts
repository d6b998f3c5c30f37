// SPDX-License-Identifier: MIT
import type {
  CallId,
  Channel,
  ChannelCall,
  ChannelFailureCode,
  ChannelReply,
  ProbeResult,
} from '../channel.js';
import type { NativeChannel } from '../native/contract.js';
import { loadAddon } from '../native/load.js';
import { commandLine, fitsWindows } from './command-line.js';
import { replyOfProgram } from './output.js';
import { ProxyLocator, type ProxyLocation } from './proxy-locator.js';

export interface WslProxyChannelOptions {
  /** Program of WSL that tells where the proxy is. Default `/usr/bin/wslinfo`. */
  readonly wslinfoPath?: string;
  /** Milliseconds for it. Default 4 000. */
  readonly locateTimeoutMs?: number;
}

/** No call has this id. */
const nobody: CallId = 0;

type Done = (reply: ChannelReply) => void;

/** A call that waits for its proxy to be found, and then for its own process. */
interface Waiting {
  readonly call: ChannelCall;
  readonly done: Done;
  /** Bounds it and keeps the process alive until the native module does. */
  readonly timer: NodeJS.Timeout;
  readonly dueAt: number;
  /** The id of its process, once there is one. */
  native: CallId | undefined;
  /** Set when it is settled without a process, a moment before `done` is told. */
  settled: boolean;
}

/**
 * The broker of Windows, from inside WSL 2: each call runs a proxy of Windows, which takes the
 * request as an argument and prints the reply. Nothing is run before the first call or probe. There
 * is no bus to watch, so that a watcher is never told anything.
 */
export class WslProxyChannel implements Channel {
  readonly name = 'wsl-proxy';
  readonly protocol = 'identity-broker';
  readonly exposesRequests = true;
  readonly #programs: NativeChannel;
  readonly #locator: ProxyLocator;
  readonly #waiting = new Map<CallId, Waiting>();
  #lastId = 0;
  #closed = false;

  /** @throws BrokerError as loadAddon does. */
  constructor(options: WslProxyChannelOptions = {}) {
    this.#programs = new (loadAddon().addon.NativeChannel)(
      'programs',
      Object.entries(process.env).map(([name, value = '']) => `${name}=${value}`),
    );
    this.#locator = new ProxyLocator(this.#programs, {
      wslinfoPath: options.wslinfoPath ?? '/usr/bin/wslinfo',
      timeoutMs: options.locateTimeoutMs ?? 4_000,
    });
  }

  start(call: ChannelCall, done: Done): CallId {
    const id = (this.#lastId += 1);
    const timer = setTimeout(() => this.#fail(id, lateness(call)), call.timeoutMs);
    const dueAt = performance.now() + call.timeoutMs;
    this.#waiting.set(id, { call, done, timer, dueAt, native: undefined, settled: false });
    if (this.#closed) this.#fail(id, 'closed');
    else if (this.#mayStart(call)) this.#find(id);
    else this.#fail(id, 'not_sent');
    return id;
  }

  cancel(id: CallId): void {
    const native = this.#waiting.get(id)?.native;
    if (native === undefined) this.#fail(id, 'canceled');
    else this.#programs.cancel(native);
  }

  unref(id: CallId): void {
    const waiting = this.#waiting.get(id);
    waiting?.timer.unref();
    if (waiting?.native !== undefined) this.#programs.unref(waiting.native);
  }

  /** `running` is false: the proxy runs for the time of a call only. */
  probe(timeoutMs: number): ProbeResult {
    const location = this.#closed ? failed('closed') : this.#locator.wait(timeoutMs);
    if (location === undefined) return { state: 'pending' };
    return location.ok
      ? { state: 'reachable', running: false }
      : { state: 'unreachable', failure: location.failure };
  }

  watch(): CallId {
    return (this.#lastId += 1);
  }

  unwatch(): void {
    // Nobody watches.
  }

  close(): void {
    this.#closed = true;
    for (const [id, { native }] of this.#waiting) {
      if (native === undefined) this.#fail(id, 'closed');
    }
    this.#programs.close();
  }

  #mayStart(call: ChannelCall): boolean {
    if (call.verb === 'ping' || call.onlyWhile === undefined) return true;
    const other = this.#waiting.get(call.onlyWhile);
    if (other?.native !== undefined) return true;
    // Not sent yet, then never: its window would open with nobody to wait for it.
    this.#fail(call.onlyWhile, 'canceled');
    return false;
  }

  #find(id: CallId): void {
    const { known } = this.#locator;
    if (known === undefined) void this.#locator.locate().then((found) => this.#run(id, found));
    else this.#run(id, known);
  }

  #run(id: CallId, location: ProxyLocation): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.settled) return;
    if (location.ok) this.#runProxy(id, waiting, location.path);
    else this.#settle(id, location);
  }

  #runProxy(id: CallId, waiting: Waiting, proxy: string): void {
    const { call, timer, dueAt } = waiting;
    const command = commandLine(proxy, call);
    if (!fitsWindows(command)) {
      this.#fail(id, 'request_too_long');
      return;
    }
    const other = call.verb === 'ping' ? undefined : call.onlyWhile;
    waiting.native = this.#programs.start(
      (...reply) => this.#answer(id, replyOfProgram(reply, 'proxy_failed', lateness(call))),
      dueAt - performance.now(),
      command,
      other === undefined ? undefined : (this.#waiting.get(other)?.native ?? nobody),
    );
    if (!timer.hasRef()) this.#programs.unref(waiting.native);
    clearTimeout(timer);
  }

  #fail(id: CallId, code: ChannelFailureCode): void {
    this.#settle(id, failed(code));
  }

  /** Of a call without a process: never from within `start`, `cancel` or `close`. */
  #settle(id: CallId, reply: ChannelReply): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined || waiting.settled) return;
    waiting.settled = true;
    setImmediate(() => this.#answer(id, reply));
  }

  #answer(id: CallId, reply: ChannelReply): void {
    const waiting = this.#waiting.get(id);
    if (waiting === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(waiting.timer);
    waiting.done(reply);
  }
}

function failed(code: ChannelFailureCode): Extract<ChannelReply, { ok: false }> {
  return { ok: false, failure: { code, name: '', message: '' } };
}

function lateness({ verb }: ChannelCall): ChannelFailureCode {
  return verb === 'ping' ? 'too_slow' : 'timed_out';
}
