// SPDX-License-Identifier: MIT
import type { Channel, ChannelFailureCode } from '../channels/channel.js';
import type { WamChannel } from '../channels/wam/calls.js';
import type { BrokerErrorCode } from '../errors/table.js';
import type {
  Account,
  AccountByIdRequest,
  AccountsRequest,
  CallOptions,
  InteractiveRequest,
  PrtSsoCookieRequest,
  SignInInteractivelyRequest,
  SignInRequest,
  SignInSilentlyRequest,
  SignOutRequest,
  SignedHttpRequestRequest,
  SilentRequest,
  UsernamePasswordRequest,
} from './request-types.js';

export type * from './request-types.js';

/** Tokens that a broker gave out. Printing it with util.inspect shortens the secrets. */
export interface TokenResult {
  readonly account: Account;
  readonly accessToken: string;
  /** `pop` only where proof of possession was asked for and given. */
  readonly tokenType: 'Bearer' | 'pop';
  /** Ready for the Authorization header: `Bearer …` or `pop …`. */
  readonly authorizationHeader: string;
  readonly scopes: readonly string[];
  readonly expiresOn: Date;
  readonly extendedExpiresOn?: Date;
  /** The raw ID token, a JWT. Its signature is not checked: it came from the broker, locally. */
  readonly idToken: string;
  readonly idTokenClaims: Readonly<Record<string, unknown>>;
  readonly authority: string;
  /** `oid` of the ID token, else `sub`. */
  readonly uniqueId: string;
  /** `tid` of the ID token, else the tenant of the account. */
  readonly tenantId: string;
  readonly correlationId: string;
  readonly tokenSource: 'broker';
  readonly fromPlatformBroker: true;
  /** Name of `fromPlatformBroker` in msal-node 1 to 3. */
  readonly fromNativeBroker: true;
  /** What the broker reports about itself, as it came; undefined where it reports nothing. */
  readonly telemetry?: Readonly<Record<string, unknown>>;
}

/** Primary refresh token cookies: send them to `ssoUrl` as headers or cookies of these names. */
export interface PrtSsoCookie {
  readonly name: string;
  readonly content: string;
}

/** Severity of a log line; the numbers rise with detail as in msal. */
export type LogLevel = 'error' | 'warning' | 'info' | 'verbose' | 'trace';

/** One line of the `log` event. */
export interface LogLine {
  readonly level: LogLevel;
  readonly message: string;
  /** Empty for lines that belong to no call. */
  readonly correlationId: string;
  /** Number of the Broker in this process, so that two of them can be told apart. */
  readonly brokerInstance: number;
  /** Whether the message may hold personal data; true only where PII logging is on. */
  readonly containsPii: boolean;
}

/**
 * Why `accountsChanged` fired; ask `getAccounts()` for what there is now. `owner_changed`: another
 * broker process serves now. (One that ends changes no accounts, and asking would start it again.)
 * `system`: Windows says that an account was updated or removed, or that another one is its own; it
 * watches the accounts that were listed last, so list them once after adding the listener.
 */
export interface AccountsChange {
  readonly cause: 'call' | 'owner_changed' | 'refresh' | 'system';
  /** The client whose accounts changed; undefined where it may be any. */
  readonly clientId?: string;
}

/** Never told on Windows, where the broker is a part of the operating system. */
export interface AvailabilityChange {
  /** Whether a call would find a broker, running or to be started. */
  readonly available: boolean;
  /** Whether a broker process runs now. */
  readonly running: boolean;
}

export interface BrokerEvents {
  readonly accountsChanged: AccountsChange;
  readonly availabilityChanged: AvailabilityChange;
  readonly log: LogLine;
}

/** How a broker is opened. */
export interface BrokerOptions {
  /**
   * Another way to a broker, such as a simulator's: a Channel to one of Linux or WSL, a WamChannel
   * to the Web Account Manager of Windows. Default: this platform's own.
   */
  readonly channel?: Channel | WamChannel;
  /** Milliseconds for a call that names no timeout. Default 300 000, as Microsoft's client. */
  readonly callTimeoutMs?: number;
  /** Lets user names and the broker's own words into log lines and errors. Default false. */
  readonly enablePiiLogging?: boolean;
  /**
   * Lets acquireTokenByUsernamePassword() put the password on a command line where the channel needs
   * that, as inside WSL: every user of the machine can read it there for the time of the call. Default
   * false: the call rejects with `not_supported`.
   */
  readonly allowPasswordInArguments?: boolean;
  /** Name and version that the broker logs for the caller. Default: this package's. */
  readonly client?: { readonly name: string; readonly version: string };
}

/** How `inspectBroker()` looks. */
export interface InspectOptions {
  /** Another way to a broker, as in BrokerOptions; it is left open. Default: this platform's. */
  readonly channel?: Channel | WamChannel;
  /** Milliseconds for the Ping, the start of the broker included. Default 5 000. */
  readonly pingTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export type BrokerUnavailableReason =
  'unsupported_platform' | 'native_module_unloadable' | 'unavailable';

/**
 * What exactly is missing: a failure of the channel, `ping_failed` (there is a broker, and it
 * answered the Ping with an error), or why the native module could not be used.
 */
export type BrokerProblem =
  | ChannelFailureCode
  | 'ping_failed'
  | 'unsupported_platform'
  | Extract<BrokerErrorCode, 'dependency_missing' | 'broker_unavailable'>;

/** What `inspectBroker()` found. */
export type BrokerAvailability =
  | {
      readonly available: true;
      readonly channel: string;
      /** The broker's version, where it tells. */
      readonly version?: string;
    }
  | {
      readonly available: false;
      readonly reason: BrokerUnavailableReason;
      /** What exactly is missing, for programs. */
      readonly problem: BrokerProblem;
      /** The same in words, with what to do. */
      readonly detail: string;
    };

/**
 * The operating system's authentication broker.
 *
 * Every call rejects with BrokerError: `closed` after close(), `request_aborted` or `timed_out` if
 * its signal or time ended it, `broker_unavailable` if the broker cannot be reached,
 * `broker_protocol_error` if its answer makes no sense, `invalid_request` before anything is sent
 * if an argument is wrong, and the codes of the status table for what the broker itself answers.
 * What a platform cannot do rejects with `not_supported`.
 */
export interface Broker extends AsyncDisposable {
  /** Name of the channel in use: `dbus`, `wsl-proxy`, `wam` …. */
  readonly channel: string;
  getAccounts(request: AccountsRequest): Promise<readonly Account[]>;
  /**
   * The account with that local or home account id, or on Windows with that id of `wamAccountIds`,
   * which also finds personal accounts, since Windows lists none. `account_not_found` if there is no
   * such account.
   */
  getAccountById(request: AccountByIdRequest): Promise<Account>;
  acquireTokenSilently(request: SilentRequest): Promise<TokenResult>;
  acquireTokenInteractively(request: InteractiveRequest): Promise<TokenResult>;
  signInSilently(request: SignInSilentlyRequest): Promise<TokenResult>;
  signInInteractively(request: SignInInteractivelyRequest): Promise<TokenResult>;
  signIn(request: SignInRequest): Promise<TokenResult>;
  acquireTokenByUsernamePassword(request: UsernamePasswordRequest): Promise<TokenResult>;
  /**
   * Asks the broker to forget the account for this client; the account stays in the operating
   * system. On Windows one that it does not have counts as signed out. What a real broker of Linux
   * removes is not verified; Microsoft's own client never sends this there and forgets only its own
   * copy.
   */
  signOut(request: SignOutRequest): Promise<void>;
  /** Linux and WSL; `not_supported` elsewhere. */
  acquirePrtSsoCookie(request: PrtSsoCookieRequest): Promise<readonly PrtSsoCookie[]>;
  /**
   * Linux and WSL; `not_supported` elsewhere: Windows signs a request only together with a token,
   * see `proofOfPossession`.
   */
  generateSignedHttpRequest(request: SignedHttpRequestRequest): Promise<string>;
  /** Linux and WSL; `not_supported` on Windows, whose broker is a part of it. */
  getBrokerVersion(options?: CallOptions): Promise<string>;
  /** macOS only; `not_supported` elsewhere. */
  getDeviceInfo(options?: CallOptions): Promise<Readonly<Record<string, string>>>;
  /** Asks for the accounts anew and fires `accountsChanged` if they are others than before. */
  refreshAccounts(request: AccountsRequest): Promise<readonly Account[]>;
  /**
   * Listens; returns the function that stops it. A listener never keeps the process alive; one that
   * throws does so as an uncaught exception. On Linux the first listener for accounts or
   * availability connects to the bus. Nothing reconnects by itself: when the bus went away, the next
   * call does, and the events go on from there.
   */
  on<K extends keyof BrokerEvents>(
    event: K,
    listener: (value: BrokerEvents[K]) => void,
  ): () => void;
  /**
   * Ends every call with `closed`, and an open window with it: resolves when the broker has answered
   * that it closes, after 5 seconds at the latest; on Windows at once. May be called twice.
   */
  close(): Promise<void>;
}
