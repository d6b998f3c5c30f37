// SPDX-License-Identifier: MIT
import type { CallId, ChannelFailure, ChannelFailureCode, ProbeResult } from 'entra-broker';
import type {
  AccountEvent,
  HostFacts,
  WamCall,
  WamChannel,
  WamReply,
  WamVerb,
  WamVerbs,
} from '../../../lib/channels/wam/calls.js';
import { hostFailure } from '../../../lib/channels/wam/host-failure.js';
import { healthyHost } from '../../support/healthy-host.js';
import type { WamStandIn } from '../stand-in/wam-stand-in.js';
import type { Fields } from '../stand-in/wire.js';
import { DeskConnection, type DeskOperation } from './desk/connection.js';
import { DeskObjects, groupOf, textOf } from './desk/objects.js';
import { type DeskMachine, DeskVerbs, VerbFailure } from './desk/verbs.js';

/** A window that exists wherever a test declares no others. */
export const deskWindow = 0x5005n;

export interface DeskChannelOptions {
  /** The windows that exist; a Set is asked anew each time. Default: `deskWindow`. */
  readonly windows?: Iterable<bigint>;
  /** What is special about this machine. Default: nothing; WAM and its plug-in are looked for. */
  readonly facts?: Partial<HostFacts>;
}

interface Waiting {
  readonly done: (reply: WamReply) => void;
  readonly timer: NodeJS.Timeout;
  readonly operations: DeskOperation[];
}

const largestAnswer = 8 * 1024 * 1024;

/**
 * The Windows channel without Windows: each verb is asked of the stand-in's desk, in this process.
 * Keeps all promises of WamChannel. For what the native channel itself does, see the suites in
 * node.exe.
 */
export class DeskChannel implements WamChannel {
  readonly name = 'wam';
  readonly protocol = 'wam';
  /** Every call, in order. */
  readonly verbs: WamCall[] = [];
  /** May be changed at any time. */
  readonly windows: Set<bigint>;
  facts: Partial<HostFacts>;
  readonly #objects = new DeskObjects();
  readonly #connection: DeskConnection;
  readonly #waiting = new Map<CallId, Waiting>();
  readonly #watchers = new Map<CallId, (event: AccountEvent) => void>();
  #lastId = 0;
  #closed = false;

  constructor(standIn: WamStandIn, options: DeskChannelOptions = {}) {
    const { windows = [deskWindow] } = options;
    this.windows = windows instanceof Set ? (windows as Set<bigint>) : new Set(windows);
    this.facts = options.facts ?? {};
    this.#connection = new DeskConnection(standIn, (fields) => this.#raise(fields));
  }

  /** How many objects of Windows are held. */
  get liveObjects(): number {
    return this.#objects.size;
  }

  /** How many calls wait. */
  get waitingCalls(): number {
    return this.#waiting.size;
  }

  start<V extends WamVerb>(call: WamCall<V>, done: (reply: WamReply<V>) => void): CallId {
    this.#lastId += 1;
    const id = this.#lastId;
    this.verbs.push(call as WamCall);
    // Its timer is what keeps the process alive while the call waits.
    const timer = setTimeout(() => this.#abandon(id, 'timed_out'), call.timeoutMs);
    this.#waiting.set(id, { done, timer, operations: [] });
    if (this.#closed) this.#fail(id, 'closed');
    else setImmediate(() => void this.#run(id, call));
    return id;
  }

  cancel(id: CallId): void {
    this.#abandon(id, 'canceled');
  }

  unref(id: CallId): void {
    this.#waiting.get(id)?.timer.unref();
  }

  /** By `facts` alone: nothing is asked of the desk. */
  probe(): ProbeResult {
    const failure = hostFailure({ ...healthyHost, ...this.facts });
    return failure === undefined
      ? { state: 'reachable', running: true }
      : { state: 'unreachable', failure };
  }

  watch(_kind: 'accounts', listener: (event: AccountEvent) => void): CallId {
    this.#lastId += 1;
    if (!this.#closed) this.#watchers.set(this.#lastId, listener);
    return this.#lastId;
  }

  unwatch(id: CallId): void {
    this.#watchers.delete(id);
  }

  close(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#watchers.clear();
    for (const id of [...this.#waiting.keys()]) this.#abandon(id, 'closed');
    this.#objects.releaseAll();
    this.#connection.end();
  }

  async #run<V extends WamVerb>(id: CallId, call: WamCall<V>): Promise<void> {
    if (!this.#waiting.has(id)) return;
    const machine: DeskMachine = {
      connection: this.#connection,
      objects: this.#objects,
      facts: this.facts,
      windows: this.windows,
    };
    const waiting = this.#waiting;
    const verbs = new DeskVerbs(machine, {
      get waits() {
        return waiting.has(id);
      },
      begun: (operation) => waiting.get(id)?.operations.push(operation),
    });
    const verb = verbs[call.verb].bind(verbs) as (
      call: WamCall<V>,
    ) => WamVerbs[V]['answers'] | Promise<WamVerbs[V]['answers']>;
    try {
      const answer = await verb(call);
      if (sizeOf(answer) > largestAnswer) this.#fail(id, 'reply_too_large');
      else this.#settle(id, { ok: true, answer });
    } catch (error) {
      if (error instanceof VerbFailure) this.#settle(id, error);
      else this.#fail(id, 'internal');
    }
  }

  /** Settles the call now; what it began ends when it likes. */
  #abandon(id: CallId, code: ChannelFailureCode): void {
    const operations = this.#waiting.get(id)?.operations ?? [];
    this.#fail(id, code);
    for (const operation of operations) operation.abandon();
  }

  #fail(id: CallId, code: ChannelFailureCode): void {
    this.#settle(id, { failure: { code, name: '', message: '' } });
  }

  #settle(
    id: CallId,
    outcome: { ok: true; answer: unknown } | { readonly failure: ChannelFailure },
  ): void {
    const entry = this.#waiting.get(id);
    if (entry === undefined) return;
    this.#waiting.delete(id);
    clearTimeout(entry.timer);
    const reply = 'ok' in outcome ? outcome : { ok: false, failure: outcome.failure };
    // Never from within start, cancel or close, and a throwing `done` must not disturb us.
    setImmediate(entry.done, reply as WamReply);
  }

  #raise(fields: Fields): void {
    const kind = textOf(fields['kind']) as AccountEvent['kind'];
    const account = groupOf(fields['account']);
    const accountId = kind === 'default' ? undefined : textOf(account?.['id']);
    for (const monitor of this.#objects.monitorsOf(accountId)) {
      for (const id of this.#watchers.keys()) {
        setImmediate(() => this.#watchers.get(id)?.({ monitor, kind })).unref();
      }
    }
  }
}

/** Characters of all texts of an answer. */
function sizeOf(value: unknown): number {
  if (typeof value === 'string') return value.length;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce((sum: number, part: unknown) => sum + sizeOf(part), 0);
}
