// SPDX-License-Identifier: MIT
import type { ReplyReading } from '../codecs/identity-broker/index.js';
import { checkAs } from './checks/check.js';
import { checkBrokerOptions } from './checks/options.js';
import { DefaultBroker } from './default-broker.js';
import { dialectOf } from './dialect-of.js';
import { platformChannel } from './platform-channel.js';
import { ownProduct } from './product.js';
import type { Broker, BrokerOptions } from './types.js';

/**
 * Opens the broker of this operating system, or the one behind `options.channel`, which the Broker
 * then owns and closes. Nothing is sent: whether a broker answers shows at the first call, or ask
 * `inspectBroker()` before. `reading` is for entries of this package; see ReplyReading.
 *
 * @throws BrokerError `invalid_request` for a wrong option, `not_supported` on a platform without a
 * broker, `dependency_missing` or `broker_unavailable` if the native module cannot be loaded.
 */
export function open(options: BrokerOptions, reading: ReplyReading = 'lenient'): Broker {
  checkAs('openBroker', () => checkBrokerOptions(options));
  const dialect = dialectOf(options.channel ?? platformChannel('openBroker'), {
    product: options.client ?? ownProduct(),
    enablePiiLogging: options.enablePiiLogging === true,
    allowPasswordInArguments: options.allowPasswordInArguments === true,
    reading,
  });
  return new DefaultBroker(dialect, options);
}
