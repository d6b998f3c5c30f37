// SPDX-License-Identifier: MIT
import type { Channel, ChannelFailureCode } from '../channel.js';

/** Rises whenever the two sides of the native contract change together. */
export const contractVersion = 1;

/** What a native channel needs to know before its first call. */
export interface NativeChannelOptions {
  /** D-Bus address list; empty if there is none, which every call will then report. */
  readonly address: string;
  /** Milliseconds for connecting, authenticating and Hello. */
  readonly connectTimeoutMs: number;
}

/** A channel as the addon implements it: the Channel contract without its two labels. */
export type NativeChannel = Omit<Channel, 'name' | 'protocol'>;

/** Everything that the addon exports; a test compares this with the compiled file. */
export interface NativeAddon {
  readonly contractVersion: number;
  readonly failureCodes: readonly ChannelFailureCode[];
  readonly NativeChannel: new (options: NativeChannelOptions) => NativeChannel;
}
