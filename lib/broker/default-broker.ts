// SPDX-License-Identifier: MIT
import { hasId } from './account-guard.js';
import { AccountWatch } from './account-watch.js';
import type { BrokerDialect, BrokerNotice } from './broker-dialect.js';
import type { CallScope } from './call-scope.js';
import type { Operation } from './checks/requests.js';
import { EventHub } from './event-hub.js';
import { guardAccount, guardCookie, guardTokenResult } from './inspection.js';
import { BrokerLog } from './log.js';
import { OperationRunner } from './operation-runner.js';
import type {
  Account,
  AccountByIdRequest,
  AccountsRequest,
  Broker,
  BrokerEvents,
  BrokerOptions,
  CallOptions,
  InteractiveRequest,
  PrtSsoCookie,
  PrtSsoCookieRequest,
  SignedHttpRequestRequest,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  SignOutRequest,
  SilentRequest,
  TokenRequest,
  TokenResult,
  UsernamePasswordRequest,
} from './types.js';

const defaultCallTimeoutMs = 300_000;

/** Broker of any kind: checks, logs, guards and watches what its dialect does. */
export class DefaultBroker implements Broker {
  readonly #dialect: BrokerDialect;
  readonly #hub = new EventHub();
  readonly #run: OperationRunner;
  readonly #accounts: AccountWatch;
  #closing: Promise<void> | undefined;

  constructor(
    dialect: BrokerDialect,
    options: Pick<BrokerOptions, 'callTimeoutMs' | 'enablePiiLogging'>,
  ) {
    this.#dialect = dialect;
    this.#run = new OperationRunner({
      log: new BrokerLog(this.#hub, options.enablePiiLogging === true),
      callTimeoutMs: options.callTimeoutMs ?? defaultCallTimeoutMs,
    });
    this.#accounts = new AccountWatch((change) => {
      this.#hub.emit('accountsChanged', change);
    });
  }

  get channel(): string {
    return this.#dialect.channel;
  }

  async getAccounts(given: AccountsRequest): Promise<readonly Account[]> {
    return this.#run.operation('getAccounts', given, async (scope, request) => {
      const accounts = await this.#list(scope, request, 'call');
      return accounts.map(guardAccount);
    });
  }

  async refreshAccounts(given: AccountsRequest): Promise<readonly Account[]> {
    return this.#run.operation('refreshAccounts', given, async (scope, request) => {
      const accounts = await this.#list(scope, request, 'refresh');
      return accounts.map(guardAccount);
    });
  }

  async getAccountById(given: AccountByIdRequest): Promise<Account> {
    return this.#run.operation('getAccountById', given, async (scope, request) => {
      const accounts = await this.#list(scope, request, 'call');
      const listed = accounts.find((account) => hasId(account, request.accountId));
      const found = listed ?? (await this.#dialect.findAccount(scope, request));
      if (found === undefined) throw scope.error('account_not_found');
      return guardAccount(found);
    });
  }

  async acquireTokenSilently(given: SilentRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenSilently', given, (scope, request) =>
      this.#dialect.acquireTokenSilently(scope, request),
    );
  }

  async acquireTokenInteractively(given: InteractiveRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenInteractively', given, (scope, request) =>
      this.#dialect.acquireTokenInteractively(scope, request),
    );
  }

  async signInSilently(given: SignInSilentlyRequest): Promise<TokenResult> {
    return this.#tokens('signInSilently', given, (scope, request) =>
      this.#dialect.signInSilently(scope, request),
    );
  }

  async signInInteractively(given: SignInInteractivelyRequest): Promise<TokenResult> {
    return this.#tokens('signInInteractively', given, (scope, request) =>
      this.#dialect.signInInteractively(scope, request),
    );
  }

  async signIn(given: SignInRequest): Promise<TokenResult> {
    return this.#tokens('signIn', given, (scope, request) => this.#dialect.signIn(scope, request));
  }

  async acquireTokenByUsernamePassword(given: UsernamePasswordRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenByUsernamePassword', given, (scope, request) =>
      this.#dialect.acquireTokenByUsernamePassword(scope, request),
    );
  }

  async signOut(given: SignOutRequest): Promise<void> {
    return this.#run.operation('signOut', given, async (scope, request) => {
      await this.#dialect.signOut(scope, request);
      this.#accounts.signedOut(request.clientId, request.account);
    });
  }

  async acquirePrtSsoCookie(given: PrtSsoCookieRequest): Promise<readonly PrtSsoCookie[]> {
    return this.#run.operation('acquirePrtSsoCookie', given, async (scope, request) => {
      const cookies = await this.#dialect.acquirePrtSsoCookie(scope, request);
      return cookies.map(guardCookie);
    });
  }

  async generateSignedHttpRequest(given: SignedHttpRequestRequest): Promise<string> {
    return this.#run.operation('generateSignedHttpRequest', given, (scope, request) =>
      this.#dialect.generateSignedHttpRequest(scope, request),
    );
  }

  async getBrokerVersion(options: CallOptions = {}): Promise<string> {
    return this.#run.operation('getBrokerVersion', options, (scope) =>
      this.#dialect.getBrokerVersion(scope),
    );
  }

  async getDeviceInfo(options: CallOptions = {}): Promise<Readonly<Record<string, string>>> {
    return this.#run.operation('getDeviceInfo', options, (scope) =>
      this.#dialect.getDeviceInfo(scope),
    );
  }

  on<K extends keyof BrokerEvents>(
    event: K,
    listener: (value: BrokerEvents[K]) => void,
  ): () => void {
    const unsubscribe = this.#hub.add(event, listener);
    if (event !== 'log') this.#watch(event);
    return unsubscribe;
  }

  async close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    return this.close();
  }

  async #close(): Promise<void> {
    this.#run.close();
    await this.#dialect.close();
    this.#hub.clear();
  }

  async #list(
    scope: CallScope,
    request: AccountsRequest,
    cause: 'call' | 'refresh',
  ): Promise<readonly Account[]> {
    const accounts = await this.#dialect.getAccounts(scope, request);
    this.#accounts.listed(request.clientId, accounts, cause);
    return accounts;
  }

  async #tokens<R extends TokenRequest>(
    operation: Operation,
    given: R,
    work: (scope: CallScope, request: R) => Promise<TokenResult>,
  ): Promise<TokenResult> {
    return this.#run.operation(operation, given, async (scope, request) => {
      const result = await work(scope, request);
      this.#accounts.signedIn(request.clientId, result.account);
      return guardTokenResult(result);
    });
  }

  /** At the first listener: a broker that nobody listens to makes no connection of its own. */
  #watch(event: 'accountsChanged' | 'availabilityChanged'): void {
    if (this.#closing !== undefined) return;
    // Weakly, or the channel would keep this broker from ever being collected.
    const self = new WeakRef(this);
    this.#dialect.watch(event, (notice) => {
      const broker = self.deref();
      if (broker !== undefined) broker.#onNotice(notice);
    });
  }

  #onNotice(notice: BrokerNotice): void {
    if (notice.kind === 'accounts') {
      this.#accounts.changedBySystem(notice.clientId);
      return;
    }
    const { running, available } = notice;
    this.#hub.emit('availabilityChanged', { running, available });
    if (running) this.#accounts.ownerChanged();
  }
}
