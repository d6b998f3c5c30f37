// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import { DbusChannel } from '../channels/dbus/channel.js';
import { BrokerError } from '../errors/broker-error.js';

/** Why there is no channel for an operating system, in words. */
export function unsupportedPlatformText(platform: string): string {
  return `entra-broker reaches no broker on ${platform} yet; it does on linux`;
}

export function isSupportedPlatform(platform: string): boolean {
  return platform === 'linux';
}

/**
 * The channel to this operating system's own broker.
 *
 * @throws BrokerError `not_supported` where there is none, and what loading the addon throws.
 */
export function platformChannel(): Channel {
  if (isSupportedPlatform(process.platform)) return new DbusChannel();
  throw new BrokerError({
    code: 'not_supported',
    message: `openBroker: ${unsupportedPlatformText(process.platform)}`,
  });
}
