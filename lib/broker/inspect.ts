// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import { BrokerError } from '../errors/broker-error.js';
import type { BrokerDialect } from './broker-dialect.js';
import { CallScope } from './call-scope.js';
import { checkAs } from './checks/check.js';
import { checkInspectOptions } from './checks/options.js';
import { dialectOf } from './dialect-of.js';
import { ownProduct } from './product.js';
import type { BrokerAvailability, InspectOptions } from './types.js';
import { tryPlatformChannel, unavailabilityOf } from './unavailability.js';

const defaultPingTimeoutMs = 5_000;

/** Milliseconds more than the Ping's own, so that the channel can say what was too slow. */
const graceMs = 1_000;

/** Asks the broker whether it is alive, and says why not. See `inspectBroker`. */
export async function inspect(options: InspectOptions): Promise<BrokerAvailability> {
  checkAs('inspectBroker', () => checkInspectOptions(options));
  const pingTimeoutMs = options.pingTimeoutMs ?? defaultPingTimeoutMs;
  if (options.channel !== undefined) return ping(options.channel, pingTimeoutMs, options.signal);
  const channel = tryPlatformChannel();
  if ('available' in channel) return channel;
  try {
    return await ping(channel, pingTimeoutMs, options.signal);
  } finally {
    channel.close();
  }
}

async function ping(
  channel: Channel | WamChannel,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<BrokerAvailability> {
  const scope = new CallScope({
    operation: 'inspectBroker',
    signal,
    timeoutMs: timeoutMs + graceMs,
  });
  const dialect = dialectOf(channel, {
    product: ownProduct(),
    enablePiiLogging: false,
    allowPasswordInArguments: false,
    reading: 'lenient',
  });
  try {
    const failure = await dialect.ping(scope, timeoutMs);
    if (failure !== undefined) return unavailabilityOf(failure);
    const version = await versionOf(dialect, scope);
    return {
      available: true,
      channel: channel.name,
      ...(version === undefined ? {} : { version }),
    };
  } finally {
    scope.dispose();
  }
}

/** A broker that answers a Ping is available, whether or not it tells its version. */
async function versionOf(dialect: BrokerDialect, scope: CallScope): Promise<string | undefined> {
  try {
    return await dialect.getBrokerVersion(scope);
  } catch (error) {
    if (error instanceof BrokerError && error.code !== 'request_aborted') return undefined;
    throw error;
  }
}
