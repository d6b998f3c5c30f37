// SPDX-License-Identifier: MIT
import type { ChannelFailure } from '../channels/channel.js';
import type { CallScope } from './call-scope.js';
import type {
  Account,
  AccountByIdRequest,
  AccountsRequest,
  AvailabilityChange,
  BrokerEvents,
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
} from './types.js';

/** What a broker tells without being asked. */
export type BrokerNotice =
  /** A broker process came or went. */
  | ({ readonly kind: 'owner' } & AvailabilityChange)
  /** The operating system changed accounts; of one client, or of any. */
  | { readonly kind: 'accounts'; readonly clientId?: string };

/**
 * How the operations of Broker are done with one kind of broker: the questions that it is asked,
 * in its protocol, and the flows that are made of them. Requests are checked before, except for
 * their window; whatever goes wrong is thrown as a BrokerError of the scope or a RequestProblem.
 */
export interface BrokerDialect {
  /** Name of the channel in use. */
  readonly channel: string;
  /** Looks whether the broker is there; why not, or undefined if it is. */
  ping(scope: CallScope, timeoutMs: number): Promise<ChannelFailure | undefined>;
  getAccounts(scope: CallScope, request: AccountsRequest): Promise<readonly Account[]>;
  /** An account that is not listed, by an id of its own kind of broker; undefined for none. */
  findAccount(scope: CallScope, request: AccountByIdRequest): Promise<Account | undefined>;
  acquireTokenSilently(scope: CallScope, request: SilentRequest): Promise<TokenResult>;
  acquireTokenInteractively(scope: CallScope, request: InteractiveRequest): Promise<TokenResult>;
  signInSilently(scope: CallScope, request: SignInSilentlyRequest): Promise<TokenResult>;
  signInInteractively(scope: CallScope, request: SignInInteractivelyRequest): Promise<TokenResult>;
  signIn(scope: CallScope, request: SignInRequest): Promise<TokenResult>;
  acquireTokenByUsernamePassword(
    scope: CallScope,
    request: UsernamePasswordRequest,
  ): Promise<TokenResult>;
  signOut(scope: CallScope, request: SignOutRequest): Promise<void>;
  acquirePrtSsoCookie(
    scope: CallScope,
    request: PrtSsoCookieRequest,
  ): Promise<readonly PrtSsoCookie[]>;
  generateSignedHttpRequest(scope: CallScope, request: SignedHttpRequestRequest): Promise<string>;
  getBrokerVersion(scope: CallScope): Promise<string>;
  getDeviceInfo(scope: CallScope): Promise<Readonly<Record<string, string>>>;
  /**
   * From now on calls `listener` with what concerns that event; a second call for the same event
   * changes nothing. Holds the listener strongly, so it must not hold the Broker.
   */
  watch(event: Exclude<keyof BrokerEvents, 'log'>, listener: (notice: BrokerNotice) => void): void;
  /** Resolves when the windows of all calls, which have ended before, are closed, and the channel. */
  close(): Promise<void>;
}
