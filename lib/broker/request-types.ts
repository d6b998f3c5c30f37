// SPDX-License-Identifier: MIT
import type { ConsoleWindowHandle } from './console-window-handle.js';

/** Id of a native window (X11 window id, HWND), or CONSOLE_WINDOW_HANDLE. */
export type ParentWindowHandle = Uint8Array | number | bigint | ConsoleWindowHandle;

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
  /**
   * Windows only: the id under which Windows finds the account again, by client id in small letters.
   * An account without it is found as well, by one call more.
   */
  readonly wamAccountIds?: Readonly<Record<string, string>>;
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
   * brokering on Linux). Windows uses `ms-appx-web://Microsoft.AAD.BrokerPlugin/<client id>`, whatever
   * stands here: that is the one to register.
   */
  readonly redirectUri?: string;
  /** Claims request or challenge, as JSON text. */
  readonly claims?: string;
  readonly proofOfPossession?: ProofOfPossession;
  /** Token that the broker shall not answer again: forces a renewal. */
  readonly accessTokenToRenew?: string;
  /**
   * Sent to the authorize endpoint as they are, but for protocol parameters, which are refused. On
   * Windows `prompt` and `domain_hint` are refused as well: there are fields for them. There
   * `msal_accounts_control_title` is the headline of the list of account types.
   */
  readonly extraParameters?: Readonly<Record<string, string>>;
}

/**
 * A token for an account that has signed in before, without a window. An account that Windows does
 * not have needs the user (`interaction_required`).
 */
export interface SilentRequest extends TokenRequest {
  readonly account: Account;
}

/** Sign in without a window and without naming an account: the operating system's default one. */
export interface SignInSilentlyRequest extends TokenRequest {
  /**
   * User name that is expected; another user's token is refused with `account_mismatch`. On Windows
   * it chooses among the accounts that are listed.
   */
  readonly loginHint?: string;
}

/**
 * What the window shall do: `select_account` and so on, as OpenID Connect defines `prompt`. On Windows
 * work and school accounts alone know it, and `create` is the selection of an account.
 */
export type Prompt = 'login' | 'select_account' | 'consent' | 'create';

/** Fields of a request that may open a window. */
export interface InteractiveOptions {
  readonly redirectUri: string;
  /**
   * Window that owns the broker's: an X11 window id or a window handle (HWND), as number, bigint or
   * 4 or 8 bytes little-endian, or CONSOLE_WINDOW_HANDLE for a program without a window. On Windows
   * the window must exist (`invalid_window_handle`), and owns one window of the broker's at a time
   * (`interaction_in_progress`).
   */
  readonly parentWindowHandle: ParentWindowHandle;
  readonly prompt?: Prompt;
  /** Tenant or domain of the user, to skip home realm discovery; not for personal accounts. */
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

/**
 * The password flow; deprecated by the identity provider, and refused for accounts with MFA. Personal
 * accounts have none.
 */
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
