// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import type { BrokerDialect } from './broker-dialect.js';
import type { DialectOptions } from './dialect-options.js';
import { IdentityBrokerDialect } from './identity-broker/dialect.js';
import { WamDialect } from './wam/dialect.js';

/** The dialect that is spoken over a channel, which it then owns. */
export function dialectOf(channel: Channel | WamChannel, options: DialectOptions): BrokerDialect {
  return channel.protocol === 'wam'
    ? new WamDialect(channel, options)
    : new IdentityBrokerDialect(channel, options);
}
