// SPDX-License-Identifier: MIT
import type { Channel } from '../channels/channel.js';
import { DbusChannel } from '../channels/dbus/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import { NativeWamChannel } from '../channels/wam/channel.js';
import { WslProxyChannel } from '../channels/wsl-proxy/channel.js';
import { SecondChoiceChannel } from '../channels/wsl-proxy/second-choice-channel.js';
import { BrokerError } from '../errors/broker-error.js';
import { currentPlatform } from './platform.js';

/** Which channel to take where there is a choice. */
export interface ChannelChoice {
  /**
   * Inside WSL: `dbus` takes the broker of the Linux distribution where WSL has no proxy to the one
   * of Windows. Default: none, as Microsoft's client.
   */
  readonly wslSecondChoice?: 'dbus';
}

/** Why there is no channel for an operating system, in words. */
export function unsupportedPlatformText(platform: string): string {
  return `entra-broker reaches no broker on ${platform} yet; it does on linux and win32`;
}

/** Takes the names of `process.platform`; WSL is a linux. */
export function isSupportedPlatform(platform: string): boolean {
  return platform === 'linux' || platform === 'win32';
}

/**
 * The channel to this operating system's own broker.
 *
 * @throws BrokerError `not_supported` of that operation where there is none, and what loading the
 * addon throws.
 */
export function platformChannel(
  operation: string,
  choice: ChannelChoice = {},
): Channel | WamChannel {
  switch (currentPlatform()) {
    case 'win32':
      return new NativeWamChannel();
    case 'linux':
      return new DbusChannel();
    case 'wsl':
      return choice.wslSecondChoice === 'dbus'
        ? new SecondChoiceChannel(new WslProxyChannel(), () => new DbusChannel())
        : new WslProxyChannel();
    default:
      throw new BrokerError({
        code: 'not_supported',
        message: `${operation}: ${unsupportedPlatformText(process.platform)}`,
      });
  }
}
