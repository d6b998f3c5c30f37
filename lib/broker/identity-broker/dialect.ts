// SPDX-License-Identifier: MIT
import type { Channel, ChannelFailure } from '../../channels/channel.js';
import type { BrokerDialect, BrokerNotice } from '../broker-dialect.js';
import type { CallScope } from '../call-scope.js';
import type { DialectOptions } from '../dialect-options.js';
import { exchange } from '../exchange.js';
import type {
  Account,
  AccountsRequest,
  InteractiveRequest,
  PrtSsoCookie,
  PrtSsoCookieRequest,
  SignedHttpRequestRequest,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  SignOutRequest,
  SilentRequest,
  TokenResult,
  UsernamePasswordRequest,
} from '../types.js';
import { IdentityBrokerClient } from './client.js';
import * as flows from './sign-in.js';
import { readX11Window } from './x11-window.js';

/** The operations with the brokers of Linux and WSL, over any channel of their protocol. */
export class IdentityBrokerDialect implements BrokerDialect {
  readonly #channel: Channel;
  readonly #client: IdentityBrokerClient;
  #watching = false;

  constructor(channel: Channel, options: DialectOptions) {
    this.#channel = channel;
    this.#client = new IdentityBrokerClient(channel, options);
  }

  get channel(): string {
    return this.#channel.name;
  }

  async ping(scope: CallScope, timeoutMs: number): Promise<ChannelFailure | undefined> {
    const reply = await exchange(this.#channel, scope, { verb: 'ping', timeoutMs });
    return reply.ok ? undefined : reply.failure;
  }

  async getAccounts(scope: CallScope, request: AccountsRequest): Promise<readonly Account[]> {
    return this.#client.accounts(scope, request.clientId);
  }

  /** These brokers list all that they know. */
  async findAccount(): Promise<undefined> {
    return Promise.resolve(undefined);
  }

  async acquireTokenSilently(scope: CallScope, request: SilentRequest): Promise<TokenResult> {
    return flows.tokensForAccount(this.#client, scope, {
      kind: 'silent',
      request,
      account: request.account,
      signIn: false,
    });
  }

  async acquireTokenInteractively(
    scope: CallScope,
    request: InteractiveRequest,
  ): Promise<TokenResult> {
    return flows.tokensForAccount(this.#client, scope, {
      kind: 'interactive',
      request,
      account: request.account ?? null,
      username: request.loginHint,
      signIn: false,
      window: readX11Window(request.parentWindowHandle),
      prompt: request.prompt,
      domainHint: request.domainHint,
    });
  }

  async signInSilently(scope: CallScope, request: SignInSilentlyRequest): Promise<TokenResult> {
    return flows.signInSilently(this.#client, scope, request);
  }

  async signInInteractively(
    scope: CallScope,
    request: SignInInteractivelyRequest,
  ): Promise<TokenResult> {
    const window = readX11Window(request.parentWindowHandle);
    return flows.signInInteractively(this.#client, scope, request, window);
  }

  async signIn(scope: CallScope, request: SignInRequest): Promise<TokenResult> {
    const window = readX11Window(request.parentWindowHandle);
    return flows.signIn(this.#client, scope, request, window);
  }

  async acquireTokenByUsernamePassword(
    scope: CallScope,
    request: UsernamePasswordRequest,
  ): Promise<TokenResult> {
    return flows.tokensForPassword(this.#client, scope, request);
  }

  async signOut(scope: CallScope, request: SignOutRequest): Promise<void> {
    return this.#client.removeAccount(scope, request);
  }

  async acquirePrtSsoCookie(
    scope: CallScope,
    request: PrtSsoCookieRequest,
  ): Promise<readonly PrtSsoCookie[]> {
    return this.#client.prtSsoCookies(scope, request);
  }

  async generateSignedHttpRequest(
    scope: CallScope,
    request: SignedHttpRequestRequest,
  ): Promise<string> {
    return this.#client.signedHttpRequest(scope, request);
  }

  async getBrokerVersion(scope: CallScope): Promise<string> {
    return this.#client.version(scope);
  }

  async getDeviceInfo(scope: CallScope): Promise<never> {
    const detail = 'only the broker of macOS tells device facts';
    return Promise.reject(scope.error('not_supported', { detail }));
  }

  /** Both events come from the owner of the broker's name. */
  watch(_event: string, listener: (notice: BrokerNotice) => void): void {
    if (this.#watching) return;
    this.#channel.watch('owner', (change) => listener({ kind: 'owner', ...change }));
    this.#watching = true;
  }

  async close(): Promise<void> {
    // The broker's window closes before the connection that asks for it.
    await this.#client.settled;
    this.#channel.close();
  }
}
