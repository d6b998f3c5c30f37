// SPDX-License-Identifier: MIT
import type { Channel, ChannelCall, ChannelReply } from '../channels/channel.js';
import type { CallScope } from './call-scope.js';

/**
 * Sends one call and waits for its reply, at most as long as the scope lives.
 *
 * @throws BrokerError of the scope if it ends first; the reply is dropped then.
 */
export async function exchange(
  channel: Channel,
  scope: CallScope,
  call: ChannelCall,
): Promise<ChannelReply> {
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
