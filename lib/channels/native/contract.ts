// SPDX-License-Identifier: MIT
import type { CallId, ChannelFailureCode } from '../channel.js';

/** Rises whenever the two sides of the native contract change together. */
export const contractVersion = 4;

/**
 * What a native channel speaks, each with its own meaning of the words that cross. Lists of texts
 * both ways: objects would cost C++ more than the whole crossing does.
 *
 * | kind       | platform | options                                      | call                                                     | reply              | event                  |
 * | ---------- | -------- | -------------------------------------------- | -------------------------------------------------------- | ------------------ | ---------------------- |
 * | `dbus`     | Linux    | address of the bus, ms for connecting to it  | method, protocol version, correlation id, body; or none: a ping | body        | `1` or `0`: a broker runs, a broker is available |
 * | `programs` | Linux    | environment of the programs, `NAME=value`    | path of a program, its arguments                         | output, exit code or minus the signal that ended it | |
 * | `wam`      | Windows  |                                              | a verb and its words, see channels/wam/words.ts          | see there          | monitor; `updated`, `removed` or `default` |
 *
 * `programs`: each runs with /dev/null for stdin and stderr, no other descriptor, in a process group
 * of its own that ends with it, and is killed when its time is up or this process, worker or channel
 * ends, however that comes about.
 */
export type NativeChannelKind = 'dbus' | 'programs' | 'wam';

export type NativeWords = readonly string[];

/** What `done` is called with. */
export type NativeReply =
  | [words: NativeWords]
  | [words: undefined, code: ChannelFailureCode, name: string, message: string];

/** A channel as the addon implements it. What it promises is what Channel promises. */
export interface NativeChannel {
  /** `onlyWhile`: as in ChannelCall. */
  start(
    done: (...reply: NativeReply) => void,
    timeoutMs: number,
    words: NativeWords,
    onlyWhile?: CallId,
  ): CallId;
  cancel(id: CallId): void;
  unref(id: CallId): void;
  /**
   * Looks for the broker and waits for at most `timeoutMs`: `1` or `0`, whether it runs, or why no
   * call would find it; undefined while that is not known. `dbus` only; else undefined for ever.
   */
  probe(timeoutMs: number): NativeReply | undefined;
  /**
   * `programs` and `wam`: waits for at most `timeoutMs`, and gives what `done` of that call is
   * called with; undefined while it is not answered, and from the call of `done` on.
   */
  wait(id: CallId, timeoutMs: number): NativeReply | undefined;
  watch(listener: (...event: string[]) => void): CallId;
  unwatch(id: CallId): void;
  close(): void;
}

/** Everything that the addon exports; a test compares this with the compiled file. */
export interface NativeAddon {
  readonly contractVersion: number;
  readonly failureCodes: readonly ChannelFailureCode[];
  /** Throws a TypeError for a kind or options that the platform does not know. */
  readonly NativeChannel: new (kind: NativeChannelKind, options: NativeWords) => NativeChannel;
}
