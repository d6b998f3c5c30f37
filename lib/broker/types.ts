// SPDX-License-Identifier: MIT
import type { Channel, ChannelFailureCode } from '../channels/channel.js';
import type { BrokerErrorCode } from '../errors/table.js';
import type { ConsoleWindowHandle } from './window-handle.js';

/** What every call takes besides its own fields. */
export interface CallOptions {
  /** GUID under which the broker logs the call. Default: a new random one. */
  readonly correlationId?: string;
  /** Ends the call: it rejects with an AbortError within 50 ms and the broker's window closes. */
  readonly signal?: AbortSignal;
  /**
   * Milliseconds for the whole operation, all its legs together; then it rejects with a
   * TimeoutError and the broker's window closes. Default: the broker's `callTimeoutMs`.
   */
  readonly timeoutMs?: number;
}

/** An account as the broker knows it. Pass it back as it came; it survives JSON. */
export interface Account {
  /** `<oid>.<tenant>` of the account's home: the id that stays the same in every tenant. */
  readonly homeAccountId: string;
  /** Object id of the account in `realm`; what Microsoft's runtime calls the account id. */
  readonly localAccountId: string;
  /** Host of the cloud, e.g. `login.microsoftonline.com`. */
  readonly environment: string;
  /** Tenant id. */
  readonly realm: string;
  /** What the user signs in with, usually a mail address. */
  readonly username: string;
  readonly name?: string;
  readonly givenName?: string;
  readonly middleName?: string;
  readonly familyName?: string;
  readonly homeEnvironment?: string;
  readonly alternativeAccountId?: string;
  /** Base64url JSON of the identity provider, `{uid, utid}`. */
  readonly clientInfo?: string;
  readonly passwordChangeUrl?: string;
  /** Seconds since the epoch, as the broker gives it. */
  readonly passwordExpiry?: number;
  /** E.g. `MSSTS`; not sent back to the broker. */
  readonly accountType?: string;
}

/** Proof of possession: bind the token to one HTTP request, or to a key of the caller's. */
export type ProofOfPossession =
  | {
      /** HTTP method of the request that will carry the token, e.g. `GET`. */
      readonly httpMethod: string;
      /** Absolute https or http URL of that request; its host, port and path are signed. */
      readonly url: string;
      /** Nonce from the resource's WWW-Authenticate header. Default: none. */
      readonly nonce?: string;
      /** JSON that is put into the signed request as client claims. Default: none. */
      readonly clientClaims?: string;
    }
  | {
      /** Key id (JWK thumbprint) of the caller's key: the token carries it, nothing is signed. */
      readonly keyId: string;
    };

/** Fields of every request for tokens. */
export interface TokenRequest extends CallOptions {
  /** Application (client) id of the app registration, a GUID. */
  readonly clientId: string;
  /** https URL of the authority, e.g. `https://login.microsoftonline.com/common`. */
  readonly authority: string;
  /** Scopes of one resource; at least one. openid, profile and offline_access are left out. */
  readonly scopes: readonly string[];
  /**
   * Redirect URI registered for the broker, required where a window may open. On Linux:
   * `https://login.microsoftonline.com/common/oauth2/nativeclient` (Microsoft Learn, msal-node
   * brokering on Linux).
   */
  readonly redirectUri?: string;
  /** Claims request or challenge, as JSON text. */
  readonly claims?: string;
  readonly proofOfPossession?: ProofOfPossession;
  /** Token that the broker shall not answer again: forces a renewal. */
  readonly accessTokenToRenew?: string;
  /** Sent to the authorize endpoint as they are, but for protocol parameters, which are refused. */
  readonly extraParameters?: Readonly<Record<string, string>>;
}

/** A token for an account that has signed in before, without a window. */
export interface SilentRequest extends TokenRequest {
  readonly account: Account;
}

/** Sign in without a window and without naming an account: the operating system's default one. */
export interface SignInSilentlyRequest extends TokenRequest {
  /** User name that is expected; another user's token is refused with `account_mismatch`. */
  readonly loginHint?: string;
}

/** What the window shall do: `select_account` and so on, as OpenID Connect defines `prompt`. */
export type Prompt = 'login' | 'select_account' | 'consent' | 'create';

/** Fields of a request that may open a window. */
export interface InteractiveOptions {
  readonly redirectUri: string;
  /**
   * Window that owns the broker's: an X11 window id as number, bigint or 4 or 8 bytes
   * little-endian, or CONSOLE_WINDOW_HANDLE for a program without a window.
   */
  readonly parentWindowHandle: ParentWindowHandle;
  readonly prompt?: Prompt;
  /** Tenant or domain of the user, to skip home realm discovery. */
  readonly domainHint?: string;
}

/** A token with a window, for an account that is known or one that the user picks. */
export interface InteractiveRequest extends TokenRequest, InteractiveOptions {
  readonly redirectUri: string;
  readonly account?: Account;
  /** User name to fill in; the user may still choose another. Ignored where `account` is given. */
  readonly loginHint?: string;
}

/** Sign in with a window; the user picks the account. */
export interface SignInInteractivelyRequest extends TokenRequest, InteractiveOptions {
  readonly redirectUri: string;
  readonly loginHint?: string;
}

/** Sign in without a window where possible, else with one. */
export type SignInRequest = SignInInteractivelyRequest;

/** The password flow; deprecated by the identity provider, and refused for accounts with MFA. */
export interface UsernamePasswordRequest extends TokenRequest {
  readonly username: string;
  readonly password: string;
}

export interface AccountsRequest extends CallOptions {
  readonly clientId: string;
}

export interface AccountByIdRequest extends AccountsRequest {
  /** Local account id (object id) or home account id. */
  readonly accountId: string;
}

export interface SignOutRequest extends CallOptions {
  readonly clientId: string;
  readonly account: Account;
}

export interface PrtSsoCookieRequest extends CallOptions {
  readonly clientId: string;
  readonly authority: string;
  readonly account: Account;
  /** URL that the browser will open; with `sso_nonce` as a query parameter where there is one. */
  readonly ssoUrl: string;
  /** Default: the Microsoft Graph default scope, as public clients of the broker send. */
  readonly scopes?: readonly string[];
  readonly redirectUri?: string;
}

export interface SignedHttpRequestRequest extends CallOptions {
  readonly clientId: string;
  readonly account: Account;
  readonly proofOfPossession: Extract<ProofOfPossession, { httpMethod: string }>;
}

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

export type ParentWindowHandle = Uint8Array | number | bigint | ConsoleWindowHandle;

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

/** Why `accountsChanged` fired; ask `getAccounts()` for what there is now. */
export interface AccountsChange {
  readonly cause: 'call' | 'owner_changed' | 'refresh';
  /** The client whose accounts changed; undefined where it may be any. */
  readonly clientId?: string;
}

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
  /** Another way to a broker, such as a simulator's. Default: this platform's own. */
  readonly channel?: Channel;
  /** Milliseconds for a call that names no timeout. Default 300 000, as Microsoft's client. */
  readonly callTimeoutMs?: number;
  /** Lets user names and the broker's own words into log lines and errors. Default false. */
  readonly enablePiiLogging?: boolean;
  /** Name and version that the broker logs for the caller. Default: this package's. */
  readonly client?: { readonly name: string; readonly version: string };
}

/** How `inspectBroker()` looks. */
export interface InspectOptions {
  /** Another way to a broker, such as a simulator's; it is left open. Default: this platform's. */
  readonly channel?: Channel;
  /** Milliseconds for the Ping, the start of the broker included. Default 5 000. */
  readonly pingTimeoutMs?: number;
  readonly signal?: AbortSignal;
}

export type BrokerUnavailableReason =
  | 'unsupported_platform'
  | 'native_module_unloadable'
  | 'unavailable';

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
  /** Name of the channel in use: `dbus` …. */
  readonly channel: string;
  getAccounts(request: AccountsRequest): Promise<readonly Account[]>;
  /** The account with that local or home account id; `account_not_found` if there is none. */
  getAccountById(request: AccountByIdRequest): Promise<Account>;
  acquireTokenSilently(request: SilentRequest): Promise<TokenResult>;
  acquireTokenInteractively(request: InteractiveRequest): Promise<TokenResult>;
  signInSilently(request: SignInSilentlyRequest): Promise<TokenResult>;
  signInInteractively(request: SignInInteractivelyRequest): Promise<TokenResult>;
  signIn(request: SignInRequest): Promise<TokenResult>;
  acquireTokenByUsernamePassword(request: UsernamePasswordRequest): Promise<TokenResult>;
  /**
   * Asks the broker to forget the account for this client. What a real broker removes is not
   * verified; Microsoft's own client never sends this on Linux and forgets only its own copy.
   */
  signOut(request: SignOutRequest): Promise<void>;
  acquirePrtSsoCookie(request: PrtSsoCookieRequest): Promise<readonly PrtSsoCookie[]>;
  generateSignedHttpRequest(request: SignedHttpRequestRequest): Promise<string>;
  getBrokerVersion(options?: CallOptions): Promise<string>;
  /** macOS only; `not_supported` elsewhere. */
  getDeviceInfo(options?: CallOptions): Promise<Readonly<Record<string, string>>>;
  /** Asks for the accounts anew and fires `accountsChanged` if they are others than before. */
  refreshAccounts(request: AccountsRequest): Promise<readonly Account[]>;
  /** Listens; returns the function that stops it. A listener never keeps the process alive. */
  on<K extends keyof BrokerEvents>(event: K, listener: (value: BrokerEvents[K]) => void): () => void;
  /** Ends every call with `closed`. May be called twice. */
  close(): Promise<void>;
}
