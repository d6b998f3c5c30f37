// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import { BrokerError } from '../errors/broker-error.js';
import { CallScope } from './call-scope.js';
import { checkAs } from './checks/check.js';
import { checkInspectOptions } from './checks/options.js';
import { exchange } from './exchange.js';
import { IdentityBrokerClient } from './identity-broker-client.js';
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
  channel: Channel,
  timeoutMs: number,
  signal: AbortSignal | undefined,
): Promise<BrokerAvailability> {
  const scope = new CallScope({
    operation: 'inspectBroker',
    signal,
    timeoutMs: timeoutMs + graceMs,
  });
  try {
    const reply = await exchange(channel, scope, { verb: 'ping', timeoutMs });
    if (!reply.ok) return unavailabilityOf(reply.failure);
    const version = await versionOf(channel, scope);
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
async function versionOf(channel: Channel, scope: CallScope): Promise<string | undefined> {
  const client = new IdentityBrokerClient(channel, {
    product: ownProduct(),
    enablePiiLogging: false,
    allowPasswordInArguments: false,
    reading: 'lenient',
  });
  try {
    return await client.version(scope);
  } catch (error) {
    if (error instanceof BrokerError && error.code !== 'request_aborted') return undefined;
    throw error;
  }
}
