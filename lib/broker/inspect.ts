// SPDX-License-Identifier: MIT
import { randomUUID } from 'node:crypto';

import type { Channel, ChannelFailure } from '../channels/channel.js';
import { BrokerError } from '../errors/broker-error.js';
import { CallScope } from './call-scope.js';
import { errorOfProblem, RequestProblem } from './checks/check.js';
import { checkInspectOptions } from './checks/options.js';
import { exchange } from './exchange.js';
import { IdentityBrokerClient } from './identity-broker-client.js';
import {
  isSupportedPlatform,
  platformChannel,
  unsupportedPlatformText,
} from './platform-channel.js';
import { problemText } from './problems.js';
import { ownProduct } from './product.js';
import type { BrokerAvailability, InspectOptions } from './types.js';

const defaultPingTimeoutMs = 5_000;

/** Milliseconds more than the Ping's own, so that the channel can say what was too slow. */
const graceMs = 1_000;

/** Asks the broker whether it is alive, and says why not. See `inspectBroker`. */
export async function inspect(options: InspectOptions): Promise<BrokerAvailability> {
  try {
    checkInspectOptions(options);
  } catch (error) {
    if (!(error instanceof RequestProblem)) throw error;
    throw errorOfProblem(error, 'inspectBroker', randomUUID());
  }
  const pingTimeoutMs = options.pingTimeoutMs ?? defaultPingTimeoutMs;
  if (options.channel !== undefined) return ping(options.channel, pingTimeoutMs, options.signal);
  if (!isSupportedPlatform(process.platform)) {
    return {
      available: false,
      reason: 'unsupported_platform',
      problem: 'unsupported_platform',
      detail: unsupportedPlatformText(process.platform),
    };
  }
  const channel = openPlatformChannel();
  if ('available' in channel) return channel;
  try {
    return await ping(channel, pingTimeoutMs, options.signal);
  } finally {
    channel.close();
  }
}

function openPlatformChannel(): Channel | Extract<BrokerAvailability, { available: false }> {
  try {
    return platformChannel();
  } catch (error) {
    if (!(error instanceof BrokerError)) throw error;
    return {
      available: false,
      reason: 'native_module_unloadable',
      problem: error.code === 'dependency_missing' ? error.code : 'broker_unavailable',
      detail: [error.message, error.hint].filter((text) => text !== undefined).join('. '),
    };
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
    if (!reply.ok) return unavailable(reply.failure);
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
  });
  try {
    return await client.version(scope);
  } catch (error) {
    if (error instanceof BrokerError && error.code !== 'request_aborted') return undefined;
    throw error;
  }
}

/** Errors with which a bus says that there is nobody of that name and nobody to start. */
const nobodyThere = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
]);

function unavailable(failure: ChannelFailure): BrokerAvailability {
  if (failure.code !== 'dbus_error') {
    const problem = failure.code;
    return { available: false, reason: 'unavailable', problem, detail: problemText(failure) };
  }
  if (nobodyThere.has(failure.name)) {
    return {
      available: false,
      reason: 'unavailable',
      problem: 'name_unavailable',
      detail: problemText({ ...failure, code: 'name_unavailable' }),
    };
  }
  return {
    available: false,
    reason: 'unavailable',
    problem: 'ping_failed',
    detail: `the broker is installed but did not answer a Ping [${failure.name}]; see its journal (journalctl --user)`,
  };
}
