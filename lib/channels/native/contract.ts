// SPDX-License-Identifier: MIT
import type { CallId, Channel, ChannelFailureCode } from '../channel.js';

/** Rises whenever the two sides of the native contract change together. */
export const contractVersion = 3;

/** What a native D-Bus channel needs to know before its first call. */
export interface NativeChannelOptions {
  /** D-Bus address list; empty if there is none, which every call will then report. */
  readonly address: string;
  /** Milliseconds for connecting, authenticating and Hello. */
  readonly connectTimeoutMs: number;
}

/** What makes a native channel one whose calls are answered by programs. */
export interface NativeProgramsOptions {
  /** Of the programs: `NAME=value` each. */
  readonly environment: readonly string[];
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

/**
 * What `done` of a program is called with: what it wrote to its standard output, and its exit code
 * or minus the signal that ended it.
 */
export type ProgramReply =
  | [output: string, status: number]
  | [output: undefined, code: ChannelFailureCode, name: string, message: string];

/** A channel as the addon implements it: the Channel contract without its labels. */
export interface NativeChannel extends Omit<
  Channel,
  'name' | 'protocol' | 'exposesRequests' | 'start'
> {
  start(
    done: (...reply: NativeReply) => void,
    timeoutMs: number,
    ...request: NativeRequest
  ): CallId;
}

/**
 * Programs that answer calls. Each runs with /dev/null for stdin and stderr, no other descriptor, in
 * a process group of its own that ends with it, and is killed when its time is up or this process,
 * worker or channel ends, however that comes about. The rest is as in Channel.
 */
export interface NativePrograms extends Pick<Channel, 'cancel' | 'unref' | 'close'> {
  /** `command` is the path of a program and its arguments. */
  start(
    done: (...reply: ProgramReply) => void,
    timeoutMs: number,
    command: readonly string[],
    onlyWhile: CallId | undefined,
  ): CallId;
  /**
   * Waits for at most `timeoutMs`, and gives what `done` of that call is called with; undefined
   * while its program runs, and once another has been started after it has ended.
   */
  wait(id: CallId, timeoutMs: number): ProgramReply | undefined;
}

/** Everything that the addon exports; a test compares this with the compiled file. */
export interface NativeAddon {
  readonly contractVersion: number;
  readonly failureCodes: readonly ChannelFailureCode[];
  readonly NativeChannel: {
    new (options: NativeChannelOptions): NativeChannel;
    new (options: NativeProgramsOptions): NativePrograms;
  };
}
