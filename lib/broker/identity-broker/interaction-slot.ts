// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import type { CallId, Channel, ChannelCall, ChannelReply } from '../../channels/channel.js';
import type { CallScope } from '../call-scope.js';

type InvokeCall = Extract<ChannelCall, { verb: 'invoke' }>;

/** Milliseconds for the broker to acknowledge that it closes its window. */
const cancelTimeoutMs = 5_000;

/** What timers of channels take. */
const longestTimeoutMs = 2_147_483_647;

/** An aborted flow is watched for this long after its time, so that the slot becomes free. */
const graceMs = 10_000;

/**
 * The one sign-in window that a broker of this protocol can show. A flow that is aborted settles
 * at once, but the slot stays taken until the flow replies or the broker answers the cancel: the
 * cancel names no flow, and would close the window of the next one.
 */
export class InteractionSlot {
  readonly #channel: Channel;
  readonly #cancelRequest: Pick<InvokeCall, 'method' | 'body' | 'protocolVersion'>;
  /** The flow that has the slot; each has a value of its own, so that a late reply frees no other. */
  #holder: symbol | undefined;
  #canceledBy: symbol | undefined;
  #canceling: Promise<void> = Promise.resolve();
  #endCanceling: () => void = () => undefined;

  constructor(
    channel: Channel,
    cancelRequest: Pick<InvokeCall, 'method' | 'body' | 'protocolVersion'>,
  ) {
    this.#channel = channel;
    this.#cancelRequest = cancelRequest;
  }

  /** Resolves when no window is known to be open any more, or a cancel found no answer in time. */
  get settled(): Promise<void> {
    return this.#canceling;
  }

  /**
   * Runs an interactive flow.
   *
   * @throws BrokerError `interaction_in_progress` if there is one already; that of the scope if it
   * ends first, and then the broker is told to close the window.
   */
  async run(scope: CallScope, call: InvokeCall): Promise<ChannelReply> {
    scope.throwIfEnded();
    if (this.#holder !== undefined) throw scope.error('interaction_in_progress');
    const holder = Symbol(scope.correlationId);
    this.#holder = holder;
    try {
      return await this.#waitFor(scope, call, holder);
    } catch (error) {
      // A channel that could not even start the call has no flow to wait for.
      if (this.#canceledBy !== holder) this.#free(holder);
      throw error;
    }
  }

  #waitFor(scope: CallScope, call: InvokeCall, holder: symbol): Promise<ChannelReply> {
    return new Promise((resolve, reject) => {
      const flow = this.#channel.start(
        { ...call, timeoutMs: Math.min(scope.remainingMs + graceMs, longestTimeoutMs) },
        (reply) => {
          stopListening();
          this.#free(holder);
          if (this.#canceledBy === holder) this.#endCanceling();
          resolve(reply);
        },
      );
      const stopListening = scope.onEnd((reason) => {
        this.#cancel(flow, holder);
        reject(reason);
      });
    });
  }

  #cancel(flow: CallId, holder: symbol): void {
    this.#canceledBy = holder;
    // Nobody waits for the flow any more; what still holds the process is the cancel.
    this.#channel.unref(flow);
    this.#canceling = new Promise((resolve) => {
      this.#endCanceling = resolve;
      this.#channel.start(
        {
          verb: 'invoke',
          ...this.#cancelRequest,
          correlationId: randomUUID(),
          timeoutMs: cancelTimeoutMs,
          onlyWhile: flow,
        },
        (reply) => {
          const answered = reply.ok || reply.failure.code === 'dbus_error';
          if (answered) this.#free(holder);
          resolve();
        },
      );
    });
  }

  #free(holder: symbol): void {
    if (this.#holder === holder) this.#holder = undefined;
  }
}
