// SPDX-License-Identifier: MIT
import type { ChannelFailure } from '../../channels/channel.js';
import type { WamCall, WamChannel, WamReply, WamWindow } from '../../channels/wam/calls.js';
import { hostFailure } from '../../channels/wam/host-failure.js';
import type { BrokerDialect, BrokerNotice } from '../broker-dialect.js';
import type { CallScope } from '../call-scope.js';
import { exchange } from '../exchange.js';
import type {
  Account,
  AccountByIdRequest,
  AccountsRequest,
  InteractiveRequest,
  PrtSsoCookie,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  SignOutRequest,
  SilentRequest,
  TokenRequest,
  TokenResult,
  UsernamePasswordRequest,
} from '../types.js';
import { readWindowHandle } from '../window-handle.js';
import { listAccounts } from './accounts.js';
import * as acquire from './acquire.js';
import { Conversation } from './conversation.js';
import { WamEnvironment, type WamOptions } from './environment.js';
import { findPersonalAccount } from './find-account.js';
import { hostOf } from './host.js';
import { Lookups } from './lookups.js';
import { requireServed } from './served.js';
import * as flows from './sign-in.js';
import { signOut } from './sign-out.js';

interface Facts {
  readonly call: WamCall<'hostFacts'>;
  readonly reply: WamReply<'hostFacts'>;
}

type Work<T> = (talk: Conversation, lookups: Lookups) => Promise<T>;

/** The operations with the Web Account Manager of Windows, over any channel to it. */
export class WamDialect implements BrokerDialect {
  readonly #environment: WamEnvironment;

  constructor(channel: WamChannel, options: WamOptions) {
    this.#environment = new WamEnvironment(channel, options);
  }

  get channel(): string {
    return this.#environment.channel.name;
  }

  async ping(scope: CallScope, timeoutMs: number): Promise<ChannelFailure | undefined> {
    const { channel } = this.#environment;
    const call = { verb: 'hostFacts', timeoutMs } as const;
    const reply = await exchange<Facts['call'], Facts['reply']>(channel, scope, call);
    if (reply.ok) return hostFailure(reply.answer);
    const { failure } = reply;
    return failure.code === 'timed_out' ? { ...failure, code: 'too_slow' } : failure;
  }

  async getAccounts(scope: CallScope, request: AccountsRequest): Promise<readonly Account[]> {
    return this.#converse(scope, request, listAccounts);
  }

  async findAccount(scope: CallScope, request: AccountByIdRequest): Promise<Account | undefined> {
    return this.#converse(scope, request, (talk, lookups) =>
      findPersonalAccount(talk, lookups, request.accountId),
    );
  }

  async acquireTokenSilently(scope: CallScope, request: SilentRequest): Promise<TokenResult> {
    return this.#tokens(scope, request, (talk, lookups) =>
      acquire.acquireSilently(talk, lookups, request),
    );
  }

  async acquireTokenInteractively(
    scope: CallScope,
    request: InteractiveRequest,
  ): Promise<TokenResult> {
    const { account } = request;
    return this.#tokensInWindow(scope, request, (talk, lookups, window) =>
      account === undefined
        ? flows.signInInWindow(talk, lookups, request, window)
        : acquire.acquireInWindow(talk, lookups, { ...request, account }, window),
    );
  }

  async signInSilently(scope: CallScope, request: SignInSilentlyRequest): Promise<TokenResult> {
    return this.#tokens(scope, request, (talk, lookups) =>
      flows.signInSilently(talk, lookups, request),
    );
  }

  async signInInteractively(
    scope: CallScope,
    request: SignInInteractivelyRequest,
  ): Promise<TokenResult> {
    return this.#tokensInWindow(scope, request, (talk, lookups, window) =>
      flows.signInInWindow(talk, lookups, request, window),
    );
  }

  async signIn(scope: CallScope, request: SignInRequest): Promise<TokenResult> {
    return this.#tokensInWindow(scope, request, (talk, lookups, window) =>
      flows.signIn(talk, lookups, request, window),
    );
  }

  async acquireTokenByUsernamePassword(
    scope: CallScope,
    request: UsernamePasswordRequest,
  ): Promise<TokenResult> {
    return this.#tokens(scope, request, (talk, lookups) =>
      acquire.acquireByPassword(talk, lookups, request),
    );
  }

  async signOut(scope: CallScope, request: SignOutRequest): Promise<void> {
    return this.#converse(scope, request, (talk, lookups) => signOut(talk, lookups, request));
  }

  async acquirePrtSsoCookie(scope: CallScope): Promise<readonly PrtSsoCookie[]> {
    return notSupported(scope, 'WAM has no operation for cookies of the primary refresh token');
  }

  async generateSignedHttpRequest(scope: CallScope): Promise<string> {
    return notSupported(
      scope,
      'WAM signs a request only together with a token; acquire one with proofOfPossession',
    );
  }

  async getBrokerVersion(scope: CallScope): Promise<string> {
    return notSupported(scope, 'WAM is a part of Windows and tells no version of its own');
  }

  async getDeviceInfo(scope: CallScope): Promise<Readonly<Record<string, string>>> {
    return notSupported(scope, 'only the broker of macOS tells device facts');
  }

  /** That WAM itself came or went cannot be watched: it is a part of Windows. */
  watch(event: string, listener: (notice: BrokerNotice) => void): void {
    if (event === 'accountsChanged') this.#environment.monitors.watch(listener);
  }

  /** The channel closes WAM's windows by itself. */
  async close(): Promise<void> {
    this.#environment.channel.close();
    return Promise.resolve();
  }

  async #tokens(
    scope: CallScope,
    request: TokenRequest,
    work: Work<TokenResult>,
  ): Promise<TokenResult> {
    requireServed(scope, request);
    return this.#converse(scope, request, work);
  }

  async #tokensInWindow(
    scope: CallScope,
    request: InteractiveRequest,
    work: (talk: Conversation, lookups: Lookups, window: WamWindow) => Promise<TokenResult>,
  ): Promise<TokenResult> {
    const window = readWindowHandle(request.parentWindowHandle);
    requireServed(scope, request);
    const open = async (talk: Conversation): Promise<void> => {
      if (window !== 'console') await talk.ask('checkWindow', { window });
    };
    return this.#converse(scope, request, (talk, lookups) => work(talk, lookups, window), open);
  }

  /** `open` comes before anything else is sent. */
  async #converse<T>(
    scope: CallScope,
    { clientId }: { readonly clientId: string },
    work: Work<T>,
    open?: (talk: Conversation) => Promise<void>,
  ): Promise<T> {
    const talk = new Conversation(this.#environment, scope, clientId);
    try {
      await open?.(talk);
      await hostOf(talk);
      return await work(talk, new Lookups(talk));
    } finally {
      talk.end();
    }
  }
}

async function notSupported(scope: CallScope, detail: string): Promise<never> {
  return Promise.reject(scope.error('not_supported', { detail }));
}
