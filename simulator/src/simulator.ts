// SPDX-License-Identifier: MIT
import type { Channel } from 'entra-broker';
import { homeAccountIdOf, wireAccount, type AccountState } from './core/accounts.js';
import type { Interaction, InteractionAnswer } from './core/interactions.js';
import type { InProcessFront } from './fronts/in-process/in-process-front.js';
import type { ReceivedRequest, WaitOptions } from './request-log.js';
import { loadScenario } from './scenario/load.js';
import type { Rule, Scenario } from './scenario/types.js';
import { validateRules } from './scenario/validate.js';
import type { SimulatedDevice, SimulatorEvents } from './simulated-device.js';

/** An account of the simulated broker, as it is at the moment of asking. */
export interface SimulatedAccount {
  readonly username: string;
  readonly homeAccountId: string;
  readonly localAccountId: string;
  readonly tenantId: string;
  /** Whether the broker has a session for it. */
  readonly signedIn: boolean;
  /** Client ids that have signed it out. */
  readonly signedOutOf: readonly string[];
  /** The account object that getAccounts answers. */
  readonly wire: Readonly<Record<string, unknown>>;
}

/** Programs that stand in for those of WSL; real ones, that a client runs. */
export interface WslPrograms {
  /** Prints the path of the proxy, as `/usr/bin/wslinfo --msal-proxy-path -n` does. */
  readonly wslinfoPath: string;
  /** The proxy to the simulated broker. */
  readonly proxyPath: string;
}

/** @internal */
export interface SimulatorParts {
  readonly device: SimulatedDevice;
  readonly inProcess: InProcessFront;
  readonly busAddress: string | undefined;
  readonly wsl: WslPrograms | undefined;
  readonly ui: { readonly url: string; close(): Promise<void> } | undefined;
}

/** A running simulator. Made by startSimulator; stop it, or hold it with `await using`. */
export class Simulator implements AsyncDisposable {
  /** Address of the bus; undefined for every front but `dbus`. */
  readonly busAddress: string | undefined;
  /** Undefined for every front but `wsl-proxy`. */
  readonly wsl: WslPrograms | undefined;
  /** Address of the sign-in page; undefined unless the UI is `web`. */
  readonly uiUrl: string | undefined;
  private readonly device: SimulatedDevice;
  private readonly parts: SimulatorParts;

  /** @internal */
  constructor(parts: SimulatorParts) {
    this.device = parts.device;
    this.busAddress = parts.busAddress;
    this.wsl = parts.wsl;
    this.uiUrl = parts.ui?.url;
    this.parts = parts;
  }

  /** What a client process needs in its environment. Empty for every front but `dbus`. */
  get env(): Readonly<Record<string, string>> {
    return this.busAddress === undefined ? {} : { DBUS_SESSION_BUS_ADDRESS: this.busAddress };
  }

  /** A new channel for `openBroker({ channel })`, straight into this process. */
  channel(): Channel {
    return this.parts.inProcess.channel();
  }

  /** Whether the broker is on its bus. */
  get running(): boolean {
    return this.device.lifecycle.running;
  }

  /** Every call so far, in order, on whatever way it came. */
  get requests(): readonly ReceivedRequest[] {
    return this.device.log.entries;
  }

  /** The first call of that method, past or to come. Rejects after `timeoutMs` (default 5 000). */
  waitForRequest(method: string, options: WaitOptions = {}): Promise<ReceivedRequest> {
    return this.device.log.waitFor(method, options);
  }

  get accounts(): readonly SimulatedAccount[] {
    return this.device.broker.accounts.all.map(seen);
  }

  /** Gives the broker a session for the account, as if it was added in the system's settings. */
  signIn(username: string): void {
    const account = this.account(username);
    account.signedIn = true;
    account.forgottenBy.clear();
  }

  /** Ends the broker's session of the account. */
  signOut(username: string): void {
    this.account(username).signedIn = false;
  }

  /** @throws ScenarioError if a rule is malformed; the old rules stay then. */
  setRules(rules: readonly Rule[]): void {
    this.device.setRules(validateRules(rules));
  }

  /** Starts anew with another scenario: accounts, sessions and cached tokens are its own. */
  setScenario(scenario: Scenario | string): void {
    this.device.setScenario(loadScenario(scenario));
  }

  /** Moves the broker's clock, so that tokens expire without waiting. */
  advanceTime(milliseconds: number): void {
    this.device.advanceTime(milliseconds);
  }

  /** Every window so far, those that were answered at once too. */
  get interactions(): readonly Interaction[] {
    return this.device.desk.all;
  }

  /** The windows that wait for an answer. */
  get pendingInteractions(): readonly Interaction[] {
    return this.device.desk.pending;
  }

  /** The oldest window that waits, now or to come. Rejects after `timeoutMs` (default 5 000). */
  waitForInteraction({ timeoutMs = 5000 }: { timeoutMs?: number } = {}): Promise<Interaction> {
    const [waiting] = this.pendingInteractions;
    if (waiting !== undefined) return Promise.resolve(waiting);
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        stopListening();
        reject(new Error(`No window opened within ${timeoutMs} ms`));
      }, timeoutMs);
      const stopListening = this.on('interaction', (interaction) => {
        clearTimeout(timer);
        stopListening();
        resolve(interaction);
      });
    });
  }

  /** Does what a person would, in the given window or the oldest; false if none waits. */
  answerInteractive(answer: InteractionAnswer, id = this.pendingInteractions[0]?.id): boolean {
    return id !== undefined && this.device.desk.answer(id, answer);
  }

  /** The broker dies at once: it leaves the bus, calls that wait are lost. */
  async crash(): Promise<void> {
    const gone = this.device.lifecycle.vanish();
    this.device.desk.closeAll();
    await gone;
  }

  /** The broker comes (back) onto its bus, with the accounts and sessions it had. */
  restart(): Promise<void> {
    return this.device.lifecycle.appear();
  }

  /** The bus dies, and the broker's connection with it. */
  killBus(): Promise<void> {
    return this.device.lifecycle.killBus();
  }

  /** A new bus at the same address; the broker is not on it until `restart()`, or activated. */
  restartBus(): Promise<void> {
    return this.device.lifecycle.restartBus();
  }

  /** Returns the function that stops listening. */
  on<K extends keyof SimulatorEvents>(
    event: K,
    listener: (value: SimulatorEvents[K]) => void,
  ): () => void {
    return this.device.events.on(event, listener);
  }

  /** Ends the broker, its front and the page, and removes all files. May be called twice. */
  async stop(): Promise<void> {
    await this.device.lifecycle.close();
    this.device.desk.closeAll();
    await this.parts.ui?.close();
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  private account(username: string): AccountState {
    const account = this.device.broker.accounts.byUsername(username);
    if (account === undefined) {
      throw new TypeError('The scenario has no account of that user name: check /accounts');
    }
    return account;
  }
}

function seen(account: AccountState): SimulatedAccount {
  return {
    username: account.username,
    homeAccountId: homeAccountIdOf(account),
    localAccountId: account.oid,
    tenantId: account.tenantId,
    signedIn: account.signedIn,
    signedOutOf: [...account.forgottenBy],
    wire: wireAccount(account),
  };
}
