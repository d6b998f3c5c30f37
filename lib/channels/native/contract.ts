// SPDX-License-Identifier: MIT
import type { CallId, Channel, ChannelFailureCode } from '../channel.js';

/** Rises whenever the two sides of the native contract change together. */
export const contractVersion = 2;

/** What a native channel needs to know before its first call. */
export interface NativeChannelOptions {
  /** D-Bus address list; empty if there is none, which every call will then report. */
  readonly address: string;
  /** Milliseconds for connecting, authenticating and Hello. */
  readonly connectTimeoutMs: number;
}

// Plain arguments both ways: objects would cost C++ more than the whole crossing does.

/** What `start` takes of a ChannelCall besides its timeout; nothing for a ping. */
export type NativeRequest =
  | []
  | [
      method: string,
      protocolVersion: string,
      correlationId: string,
      body: string,
      onlyWhile: CallId | undefined,
    ];

/** What `done` is called with: the parts of a ChannelReply. */
export type NativeReply =
  | [body: string, code: undefined, name: undefined, message: undefined]
  | [body: undefined, code: ChannelFailureCode, name: string, message: string];

/** A channel as the addon implements it: the Channel contract without its two labels. */
export interface NativeChannel extends Omit<Channel, 'name' | 'protocol' | 'start'> {
  start(
    done: (...reply: NativeReply) => void,
    timeoutMs: number,
    ...request: NativeRequest
  ): CallId;
}

/** Everything that the addon exports; a test compares this with the compiled file. */
export interface NativeAddon {
  readonly contractVersion: number;
  readonly failureCodes: readonly ChannelFailureCode[];
  readonly NativeChannel: new (options: NativeChannelOptions) => NativeChannel;
}
