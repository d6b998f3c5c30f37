// SPDX-License-Identifier: MIT
import type { CallId } from '../channels/channel.js';
import type { CallScope } from './call-scope.js';

/** The part of a channel that one call needs. */
export interface CallStarter<Call, Reply> {
  start(call: Call, done: (reply: Reply) => void): CallId;
  cancel(id: CallId): void;
}

/**
 * Sends one call and waits for its reply, at most as long as the scope lives.
 *
 * @throws BrokerError of the scope if it ends first; the reply is dropped then.
 */
export async function exchange<Call, Reply>(
  channel: CallStarter<Call, Reply>,
  scope: CallScope,
  call: Call,
): Promise<Reply> {
  scope.throwIfEnded();
  return new Promise((resolve, reject) => {
    const id = channel.start(call, (reply) => {
      stopListening();
      resolve(reply);
    });
    const stopListening = scope.onEnd((reason) => {
      channel.cancel(id);
      reject(reason);
    });
  });
}
