// SPDX-License-Identifier: MIT
import { EventEmitter, once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { startSimulator, type Scenario, type Simulator } from 'entra-broker-simulator';
import { CallDesk, type CallTraits } from './call-desk.js';
import { Dialogs } from './dialogs.js';
import { LineServer, type Peer, type PeerListener } from './line-server.js';
import { type WamRule, WamRuleBook } from './rules.js';
import { type AccountTraits, WebAccounts } from './web-accounts.js';
import type { Fields, Line, WamCall } from './wire.js';

export interface StandInOptions extends AccountTraits, CallTraits {
  /** For the simulator that answers. Default: its `default`. */
  readonly scenario?: Scenario | string;
  /** Also write every call there, as lines of JSON. */
  readonly logFile?: string;
}

interface WaitOptions {
  /** Only from this index of `calls` on. Default 0. */
  readonly after?: number;
  /** Default 10 000. */
  readonly timeoutMs?: number;
}

const waitMs = 10_000;

/**
 * The desk behind the stand-in of the Web Account Manager: it writes down what the library in the
 * client's process tells, and has a simulator answer. For clients that `environment` is given to.
 */
export class WamStandIn implements PeerListener, AsyncDisposable {
  /** Every call so far, in order, of all processes. */
  readonly calls: WamCall[] = [];
  readonly dialogs = new Dialogs();
  private readonly changes = new EventEmitter();
  private readonly clients = new Set<Peer>();
  private readonly desk: CallDesk;
  private readonly accounts: WebAccounts;

  private constructor(
    /** The scenario at work: its windows, sessions, rules and policies can be changed here. */
    readonly simulator: Simulator,
    private readonly options: StandInOptions,
    private readonly server: () => LineServer,
  ) {
    this.accounts = new WebAccounts(simulator, options);
    this.desk = new CallDesk(simulator, this.accounts, this.dialogs, options);
  }

  static async start(options: StandInOptions = {}): Promise<WamStandIn> {
    const { scenario } = options;
    const chosen = scenario === undefined ? {} : { scenario };
    const simulator = await startSimulator({ front: 'in-process', ...chosen });
    const standIn: WamStandIn = new WamStandIn(simulator, options, () => server);
    const server = await LineServer.start(standIn);
    return standIn;
  }

  /** By this the library finds the desk; without it there is no Web Account Manager. */
  get environment(): Readonly<Record<string, string>> {
    return { ENTRA_BROKER_STAND_IN_PORT: String(this.server().port) };
  }

  /** Faults of the Web Account Manager's own, beside those of the scenario. */
  setRules(rules: readonly WamRule[]): void {
    this.desk.rules = new WamRuleBook(rules);
  }

  /** Dialogs, the accounts pane and the system's own account from now on, in the place of all before. */
  setTraits(traits: CallTraits): void {
    this.desk.traits = traits;
  }

  /** As it was at the start: no calls, no rules, the default traits. Dialogs stay. */
  reset(): void {
    this.calls.length = 0;
    this.setRules([]);
    this.setTraits({});
  }

  /** The first such call, past or to come. */
  async waitForCall(name: string, options: WaitOptions = {}): Promise<WamCall> {
    const signal = AbortSignal.timeout(options.timeoutMs ?? waitMs);
    for (;;) {
      const found = this.calls.slice(options.after ?? 0).find(({ call }) => call === name);
      if (found !== undefined) return found;
      await once(this.changes, 'call', { signal });
    }
  }

  /** Tells the account monitors. `default`: another account is that of the system's sign-in. */
  raise(kind: 'updated' | 'removed' | 'default', username = ''): void {
    const account = this.accounts.byUsername(username);
    const provider = { id: 'https://login.microsoft.com', authority: 'organizations' };
    const fields: Fields = { kind, account: account && this.accounts.fieldsOf(account, provider) };
    for (const client of this.clients) client.tell('event', 0, fields);
  }

  /** What a client or a dialog tells. */
  line(peer: Peer, line: Line): void {
    if ('hello' in line) {
      if (line.hello === 'client') this.clients.add(peer);
      else this.dialogs.hello(peer, line);
    } else if ('closed' in line) {
      this.dialogs.closed(peer);
    } else if ('cancel' in line) {
      const { cancel, tid = 0, apartment = 'none' } = line;
      this.note({ call: 'IAsyncInfo.Cancel', tid, apartment });
      this.desk.cancel(peer, cancel);
    } else {
      const { id, ...call } = line;
      this.note(call);
      if (id !== undefined) this.desk.handle(peer, id, call);
    }
  }

  gone(peer: Peer): void {
    this.clients.delete(peer);
    this.dialogs.gone(peer);
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.desk.close();
    await this.server().stop();
    await this.simulator.stop();
  }

  private note(call: WamCall): void {
    this.calls.push(call);
    if (this.options.logFile !== undefined) {
      appendFileSync(this.options.logFile, `${JSON.stringify(call)}\n`);
    }
    this.changes.emit('call');
  }
}
