// SPDX-License-Identifier: MIT
import type { Channel, OwnerChange } from '../channels/channel.js';
import type { ReplyReading } from '../codecs/identity-broker/index.js';
import { AccountWatch } from './account-watch.js';
import type { CallScope } from './call-scope.js';
import type { Operation } from './checks/requests.js';
import { EventHub } from './event-hub.js';
import { IdentityBrokerClient } from './identity-broker-client.js';
import { guardAccount, guardCookie, guardTokenResult } from './inspection.js';
import { BrokerLog } from './log.js';
import { OperationRunner } from './operation-runner.js';
import { ownProduct } from './product.js';
import * as flows from './sign-in.js';
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
import { readX11Window } from './x11-window.js';

const defaultCallTimeoutMs = 300_000;

/** Broker over any channel that speaks the identity-broker protocol. */
export class DefaultBroker implements Broker {
  readonly #channel: Channel;
  readonly #client: IdentityBrokerClient;
  readonly #hub = new EventHub();
  readonly #run: OperationRunner;
  readonly #accounts: AccountWatch;
  #watching = false;
  #closing: Promise<void> | undefined;

  constructor(
    channel: Channel,
    options: Omit<BrokerOptions, 'channel'>,
    reading: ReplyReading = 'lenient',
  ) {
    const enablePiiLogging = options.enablePiiLogging === true;
    this.#channel = channel;
    this.#client = new IdentityBrokerClient(channel, {
      product: options.client ?? ownProduct(),
      enablePiiLogging,
      allowPasswordInArguments: options.allowPasswordInArguments === true,
      reading,
    });
    this.#run = new OperationRunner({
      log: new BrokerLog(this.#hub, enablePiiLogging),
      callTimeoutMs: options.callTimeoutMs ?? defaultCallTimeoutMs,
    });
    this.#accounts = new AccountWatch((change) => {
      this.#hub.emit('accountsChanged', change);
    });
  }

  get channel(): string {
    return this.#channel.name;
  }

  async getAccounts(given: AccountsRequest): Promise<readonly Account[]> {
    return this.#run.operation('getAccounts', given, async (scope, request) => {
      const accounts = await this.#client.accounts(scope, request.clientId);
      this.#accounts.listed(request.clientId, accounts, 'call');
      return accounts.map(guardAccount);
    });
  }

  async refreshAccounts(given: AccountsRequest): Promise<readonly Account[]> {
    return this.#run.operation('refreshAccounts', given, async (scope, request) => {
      const accounts = await this.#client.accounts(scope, request.clientId);
      this.#accounts.listed(request.clientId, accounts, 'refresh');
      return accounts.map(guardAccount);
    });
  }

  async getAccountById(given: AccountByIdRequest): Promise<Account> {
    return this.#run.operation('getAccountById', given, async (scope, request) => {
      const accounts = await this.#client.accounts(scope, request.clientId);
      this.#accounts.listed(request.clientId, accounts, 'call');
      const wanted = request.accountId.toLowerCase();
      const found = accounts.find(({ localAccountId, homeAccountId }) =>
        [localAccountId.toLowerCase(), homeAccountId.toLowerCase()].includes(wanted),
      );
      if (found === undefined) throw scope.error('account_not_found');
      return guardAccount(found);
    });
  }

  async acquireTokenSilently(given: SilentRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenSilently', given, (scope, request) =>
      flows.tokensForAccount(this.#client, scope, {
        kind: 'silent',
        request,
        account: request.account,
        signIn: false,
      }),
    );
  }

  async acquireTokenInteractively(given: InteractiveRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenInteractively', given, (scope, request) =>
      flows.tokensForAccount(this.#client, scope, {
        kind: 'interactive',
        request,
        account: request.account ?? null,
        username: request.loginHint,
        signIn: false,
        window: readX11Window(request.parentWindowHandle),
        prompt: request.prompt,
        domainHint: request.domainHint,
      }),
    );
  }

  async signInSilently(given: SignInSilentlyRequest): Promise<TokenResult> {
    return this.#tokens('signInSilently', given, (scope, request) =>
      flows.signInSilently(this.#client, scope, request),
    );
  }

  async signInInteractively(given: SignInInteractivelyRequest): Promise<TokenResult> {
    return this.#tokens('signInInteractively', given, (scope, request) =>
      flows.signInInteractively(
        this.#client,
        scope,
        request,
        readX11Window(request.parentWindowHandle),
      ),
    );
  }

  async signIn(given: SignInRequest): Promise<TokenResult> {
    return this.#tokens('signIn', given, (scope, request) =>
      flows.signIn(this.#client, scope, request, readX11Window(request.parentWindowHandle)),
    );
  }

  async acquireTokenByUsernamePassword(given: UsernamePasswordRequest): Promise<TokenResult> {
    return this.#tokens('acquireTokenByUsernamePassword', given, (scope, request) =>
      flows.tokensForPassword(this.#client, scope, request),
    );
  }

  async signOut(given: SignOutRequest): Promise<void> {
    return this.#run.operation('signOut', given, async (scope, request) => {
      await this.#client.removeAccount(scope, request);
      this.#accounts.signedOut(request.clientId, request.account);
    });
  }

  async acquirePrtSsoCookie(given: PrtSsoCookieRequest): Promise<readonly PrtSsoCookie[]> {
    return this.#run.operation('acquirePrtSsoCookie', given, async (scope, request) => {
      const cookies = await this.#client.prtSsoCookies(scope, request);
      return cookies.map(guardCookie);
    });
  }

  async generateSignedHttpRequest(given: SignedHttpRequestRequest): Promise<string> {
    return this.#run.operation('generateSignedHttpRequest', given, (scope, request) =>
      this.#client.signedHttpRequest(scope, request),
    );
  }

  async getBrokerVersion(options: CallOptions = {}): Promise<string> {
    return this.#run.operation('getBrokerVersion', options, (scope) => this.#client.version(scope));
  }

  async getDeviceInfo(options: CallOptions = {}): Promise<Readonly<Record<string, string>>> {
    return this.#run.operation('getDeviceInfo', options, (scope) => {
      throw scope.error('not_supported', { detail: 'only the broker of macOS tells device facts' });
    });
  }

  on<K extends keyof BrokerEvents>(
    event: K,
    listener: (value: BrokerEvents[K]) => void,
  ): () => void {
    const unsubscribe = this.#hub.add(event, listener);
    if (event !== 'log') this.#watchOwner();
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
    // The broker's window closes before the connection that asks for it.
    await this.#client.settled;
    this.#channel.close();
    this.#hub.clear();
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
  #watchOwner(): void {
    if (this.#watching || this.#closing !== undefined) return;
    // Weakly, or the channel would keep this broker from ever being collected.
    const self = new WeakRef(this);
    this.#channel.watch('owner', (change) => {
      const broker = self.deref();
      if (broker !== undefined) broker.#onOwnerChange(change);
    });
    this.#watching = true;
  }

  #onOwnerChange({ running, available }: OwnerChange): void {
    this.#hub.emit('availabilityChanged', { running, available });
    if (running) this.#accounts.ownerChanged();
  }
}
