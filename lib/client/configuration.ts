// SPDX-License-Identifier: MIT
import type { Configuration as MsalConfiguration } from '@azure/msal-node';

import type { BrokerOptions } from '../broker/types.js';

/**
 * On which platforms the app wants the broker; flags of other platforms are ignored. Opt in where
 * the app registration has the redirect URI of that platform's broker.
 */
export interface OptInFlags {
  readonly enableBrokerOnWindows?: boolean | undefined;
  /** WSL 2 only. */
  readonly enableBrokerOnWsl?: boolean | undefined;
  readonly enableBrokerOnMac?: boolean | undefined;
  /** Linux, and WSL 2 as well. */
  readonly enableBrokerOnLinux?: boolean | undefined;
  /** The flag of older programs: counts on Windows alone. */
  readonly allowBroker?: boolean | undefined;
}

/** What an app says about the broker. */
export interface BrokerConfiguration extends OptInFlags {
  /** @deprecated Counts on Windows alone; write `enableBrokerOnWindows`. */
  readonly allowBroker?: boolean | undefined;
  /** Lets user names and the broker's own words into errors and the app's logger. Default false. */
  readonly enablePiiLogging?: boolean | undefined;
  /** For apps that serve personal accounts through a work and school authority. Default false. */
  readonly enableMsaPassthrough?: boolean | undefined;
  /** Turns the broker off, as `ENTRA_BROKER_DISABLE=1` does. Default false. */
  readonly disabled?: boolean | undefined;
  /** Makes a broker that cannot be used an error instead of a warning. Default false. */
  readonly strict?: boolean | undefined;
  /**
   * Lets username/password through inside WSL, where other users can read it in the list of
   * processes. Default false: refused with `not_supported`.
   */
  readonly allowPasswordInArguments?: boolean | undefined;
  /** Bundle id of a signed macOS app, which has a redirect URI of its own. */
  readonly bundleId?: string | undefined;
  /**
   * Another way to a broker, such as a simulator's; closed with the app object. Default: this
   * platform's own.
   */
  readonly channel?: BrokerOptions['channel'] | undefined;
}

/** msal-node's configuration, whose parts keep their meaning, with another `broker`. */
export type Configuration = Omit<MsalConfiguration, 'broker'> & {
  readonly broker?: BrokerConfiguration | undefined;
};
