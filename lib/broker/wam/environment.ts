// SPDX-License-Identifier: MIT
import type { HostFacts, WamChannel } from '../../channels/wam/calls.js';
import type { DialectOptions } from '../dialect-options.js';
import { AccountMemory } from './account-memory.js';
import { AccountMonitors } from './account-monitors.js';
import { defaultBackOffMs } from './attempt.js';
import { OwnerWindows } from './owner-windows.js';

export interface WamOptions extends DialectOptions {
  /** Milliseconds before each further try of a call without a window. */
  readonly backOffMs?: readonly number[];
  /** Milliseconds that a list waits for WAM to say where an account is at home. Default 10 000. */
  readonly homeTimeoutMs?: number;
}

const defaultHomeTimeoutMs = 10_000;

/** What all conversations of one Broker share. */
export class WamEnvironment {
  readonly channel: WamChannel;
  readonly options: WamOptions;
  readonly backOffMs: readonly number[];
  readonly homeTimeoutMs: number;
  /** What does not change while the process lives, once it was asked for. */
  readonly known: { host?: HostFacts; bindsTokens?: boolean } = {};
  readonly windows = new OwnerWindows();
  readonly memory = new AccountMemory();
  readonly monitors: AccountMonitors;

  constructor(channel: WamChannel, options: WamOptions) {
    this.channel = channel;
    this.options = options;
    this.backOffMs = options.backOffMs ?? defaultBackOffMs;
    this.homeTimeoutMs = options.homeTimeoutMs ?? defaultHomeTimeoutMs;
    this.monitors = new AccountMonitors(channel);
  }
}
