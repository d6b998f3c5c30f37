// SPDX-License-Identifier: MIT
import type { CallId, ProbeResult } from '../channel.js';
import type { NativeChannel } from '../native/contract.js';
import { loadAddon } from '../native/load.js';
import type { AccountEvent, WamCall, WamChannel, WamReply, WamVerb } from './calls.js';
import { beforeExit } from './before-exit.js';
import { HostLook } from './host-look.js';
import { eventOfWords, replyOfNative } from './replies.js';
import { wordsOf } from './words.js';

const opensWindow: Readonly<Partial<Record<WamVerb, true>>> = {
  requestToken: true,
  chooseProvider: true,
};

/** The Web Account Manager of this Windows. Nothing is loaded or looked for before the first call. */
export class NativeWamChannel implements WamChannel {
  readonly name = 'wam';
  readonly protocol = 'wam';
  readonly #native: NativeChannel;
  readonly #look: HostLook;
  /** Before the first call that opens a window: nothing. */
  #unguard: (() => void) | undefined;

  /** @throws BrokerError as loadAddon does. */
  constructor() {
    this.#native = new (loadAddon().addon.NativeChannel)('wam', []);
    this.#look = new HostLook(this.#native);
  }

  start<V extends WamVerb>(call: WamCall<V>, done: (reply: WamReply<V>) => void): CallId {
    this.#look.beforeOthers();
    if (opensWindow[call.verb] === true) this.#unguard ??= beforeExit(() => this.close());
    return this.#native.start(
      (...reply) => done(replyOfNative(call.verb, reply)),
      call.timeoutMs,
      wordsOf(call),
    );
  }

  cancel(id: CallId): void {
    this.#native.cancel(id);
  }

  unref(id: CallId): void {
    this.#native.unref(id);
  }

  /** That WAM can serve is remembered; the verb `hostFacts` looks anew. */
  probe(timeoutMs: number): ProbeResult {
    return this.#look.wait(timeoutMs);
  }

  watch(_kind: 'accounts', listener: (event: AccountEvent) => void): CallId {
    return this.#native.watch((...words) => {
      const event = eventOfWords(words);
      if (event !== undefined) listener(event);
    });
  }

  unwatch(id: CallId): void {
    this.#native.unwatch(id);
  }

  close(): void {
    this.#unguard?.();
    this.#unguard = undefined;
    this.#native.close();
  }
}
