// SPDX-License-Identifier: MIT
import type { Channel, ChannelFailure } from '../channels/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import { BrokerError } from '../errors/broker-error.js';
import {
  isSupportedPlatform,
  platformChannel,
  unsupportedPlatformText,
  type ChannelChoice,
} from './platform-channel.js';
import { problemText } from './problems.js';
import type { BrokerAvailability } from './types.js';

/** That there is no broker, and why. */
export type Unavailability = Extract<BrokerAvailability, { available: false }>;

/** Errors with which a bus says that there is nobody of that name and nobody to start. */
const nobodyThere = new Set([
  'org.freedesktop.DBus.Error.ServiceUnknown',
  'org.freedesktop.DBus.Error.NameHasNoOwner',
]);

/** Why a Ping or a probe brought no answer. */
export function unavailabilityOf(failure: ChannelFailure): Unavailability {
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

/** This platform's channel, or why there is none. */
export function tryPlatformChannel(choice?: ChannelChoice): Channel | WamChannel | Unavailability {
  if (!isSupportedPlatform(process.platform)) {
    return {
      available: false,
      reason: 'unsupported_platform',
      problem: 'unsupported_platform',
      detail: unsupportedPlatformText(process.platform),
    };
  }
  try {
    // No platform without a channel comes here: the name of an operation is never shown.
    return platformChannel('tryPlatformChannel', choice);
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
