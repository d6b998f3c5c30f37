// SPDX-License-Identifier: MIT
import type { CallId, ProbeResult } from '../channel.js';
import type { NativeChannel, NativeReply } from '../native/contract.js';
import { hostFailure } from './host-failure.js';
import { replyOfNative } from './replies.js';
import { wordsOf } from './words.js';

/** Longer than anybody waits for a probe. */
const lookTimeoutMs = 10_000;

/**
 * One look at the machine for all who probe. That WAM can serve is remembered; that it cannot is
 * looked at anew by the next who asks, since a shell may be about to start.
 */
export class HostLook {
  readonly #native: NativeChannel;
  #running: CallId | undefined;
  #result: ProbeResult = { state: 'pending' };

  constructor(native: NativeChannel) {
    this.#native = native;
  }

  /** Starts looking where nobody does, and waits for at most `timeoutMs`. */
  wait(timeoutMs: number): ProbeResult {
    if (this.#result.state === 'reachable') return this.#result;
    this.#running ??= this.#start();
    this.#collect(timeoutMs);
    return this.#result;
  }

  /** Before another call is started, after which an answer could only be waited for in turn. */
  beforeOthers(): void {
    this.#collect(0);
  }

  #start(): CallId {
    const call = { verb: 'hostFacts', timeoutMs: lookTimeoutMs } as const;
    const done = (...reply: NativeReply): void => {
      if (this.#running === id) this.#learn(reply);
    };
    const id = this.#native.start(done, call.timeoutMs, wordsOf(call));
    this.#native.unref(id);
    return id;
  }

  #collect(timeoutMs: number): void {
    if (this.#running === undefined) return;
    const reply = this.#native.wait(this.#running, timeoutMs);
    if (reply !== undefined) this.#learn(reply);
  }

  #learn(native: NativeReply): void {
    this.#running = undefined;
    const reply = replyOfNative('hostFacts', native);
    const failure = reply.ok ? hostFailure(reply.answer) : reply.failure;
    this.#result =
      failure === undefined
        ? { state: 'reachable', running: true }
        : { state: 'unreachable', failure };
  }
}
