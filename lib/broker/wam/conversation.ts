// SPDX-License-Identifier: MIT
import type { CallId } from '../../channels/channel.js';
import type {
  WamCall,
  WamObject,
  WamReply,
  WamVerb,
  WamVerbs,
  WamWindow,
} from '../../channels/wam/calls.js';
import type { WamDecoded, WamKind } from '../../codecs/wam/index.js';
import type { CallScope } from '../call-scope.js';
import { exchange } from '../exchange.js';
import { withBackOff, type Attempt } from './attempt.js';
import type { WamEnvironment } from './environment.js';
import { failedByFault, failedCall, type FailureFacts } from './failures.js';
import { objectsIn, releaseObjects } from './objects.js';

type Takes<V extends WamVerb> = WamVerbs[V]['takes'];
type Answer<V extends WamVerb> = WamVerbs[V]['answers'];

/**
 * All that one operation says to WAM. It holds the objects of Windows that the answers bring, also
 * of those that come after its end, and the window that it took, until the last answer is there.
 */
export class Conversation {
  readonly environment: WamEnvironment;
  readonly scope: CallScope;
  readonly clientId: string;
  #objects: WamObject[] = [];
  #ended = false;
  #callsInWindow = 0;
  #leaveWindow: (() => void) | undefined;

  constructor(environment: WamEnvironment, scope: CallScope, clientId: string) {
    this.environment = environment;
    this.scope = scope;
    this.clientId = clientId;
  }

  get facts(): FailureFacts {
    const { environment, scope, clientId } = this;
    const elevated = environment.known.host?.elevated === true;
    return { scope, clientId, elevated, privacy: environment.options };
  }

  /**
   * One try of a call without a window; `kind` is the plug-in that it goes to. After `longestMs` it
   * fails, and the conversation goes on.
   */
  async try<V extends WamVerb>(
    verb: V,
    takes: Takes<V>,
    kind: WamKind = 'aad',
    longestMs = Infinity,
  ): Promise<Attempt<Answer<V>>> {
    const reply = await this.#exchange(verb, takes, { longestMs });
    if (reply.ok) return { ok: true, value: reply.answer };
    return failedCall(this.facts, { kind, withWindow: false }, reply.failure);
  }

  /** A call without a window, as often as it takes. */
  async ask<V extends WamVerb>(verb: V, takes: Takes<V>, kind?: WamKind): Promise<Answer<V>> {
    return this.untilDone(() => this.try(verb, takes, kind));
  }

  /** Several calls of which one decides whether to try again. */
  async untilDone<T>(attempt: () => Promise<Attempt<T>>): Promise<T> {
    return withBackOff(this.scope, this.environment.backOffMs, attempt);
  }

  /**
   * One call that opens a window of WAM's. The first one takes the owner for this conversation.
   *
   * @throws BrokerError `interaction_in_progress` if another one has it.
   */
  async askInWindow<V extends 'requestToken' | 'chooseProvider'>(
    verb: V,
    takes: Takes<V> & { readonly window: WamWindow },
    kind: WamKind,
  ): Promise<Answer<V>> {
    this.#leaveWindow ??= this.environment.windows.take(this.scope, takes.window);
    const reply = await this.#exchange(verb, takes, { windows: 1 });
    if (reply.ok) return reply.answer;
    throw failedCall(this.facts, { kind, withWindow: true }, reply.failure).error;
  }

  /** What the codec made of an answer. */
  attemptOf<T>(decoded: WamDecoded<T>): Attempt<T> {
    return decoded.ok ? decoded : failedByFault(this.facts, decoded);
  }

  /** Gives objects away: from now on whoever took them releases them. */
  giveAway(objects: readonly WamObject[]): void {
    this.#objects = this.#objects.filter((object) => !objects.includes(object));
  }

  /** Lets go of everything; a call that still runs does so when it is answered. */
  end(): void {
    this.#ended = true;
    this.#release();
    this.#leaveWindowAtEnd();
  }

  async #exchange<V extends WamVerb>(
    verb: V,
    takes: Takes<V>,
    { windows = 0, longestMs = Infinity }: { windows?: 0 | 1; longestMs?: number },
  ): Promise<WamReply<V>> {
    const { channel } = this.environment;
    const starter = {
      start: (call: WamCall<V>, done: (reply: WamReply<V>) => void): CallId => {
        const id = channel.start(call, (reply) => {
          this.#remember(verb, reply);
          this.#callsInWindow -= windows;
          this.#leaveWindowAtEnd();
          done(reply);
        });
        this.#callsInWindow += windows;
        return id;
      },
      cancel: (id: CallId): void => channel.cancel(id),
    };
    const timeoutMs = Math.min(this.scope.remainingMs, longestMs);
    const call = { verb, timeoutMs, ...takes } as WamCall<V>;
    return exchange(starter, this.scope, call);
  }

  #remember<V extends WamVerb>(verb: V, reply: WamReply<V>): void {
    if (!reply.ok) return;
    this.#objects.push(...objectsIn(verb, reply.answer));
    if (this.#ended) this.#release();
  }

  #release(): void {
    const objects = this.#objects;
    this.#objects = [];
    releaseObjects(this.environment.channel, objects);
  }

  #leaveWindowAtEnd(): void {
    if (!this.#ended || this.#callsInWindow > 0) return;
    this.#leaveWindow?.();
    this.#leaveWindow = undefined;
  }
}
