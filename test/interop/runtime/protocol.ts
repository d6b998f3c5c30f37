// SPDX-License-Identifier: MIT

/** What driver.cjs is asked: a call of Microsoft's runtime, by its name without `Async`. */
export type RuntimeCall = CallIds & (AccountsCall | TokenCall);

interface CallIds {
  readonly clientId: string;
  readonly correlationId: string;
}

type AccountsCall =
  | { readonly api: 'DiscoverAccounts' }
  | { readonly api: 'ReadAccountById'; readonly accountId: string }
  | { readonly api: 'SignOutSilently'; readonly homeAccountId: string };

interface TokenCall {
  readonly api:
    | 'AcquireTokenSilently'
    | 'AcquireTokenInteractively'
    | 'SignIn'
    | 'SignInSilently'
    | 'SignInInteractively';
  readonly authority: string;
  /** Space-separated. */
  readonly scopes: string;
  readonly redirectUri?: string;
  readonly claims?: string;
  readonly accessTokenToRenew?: string;
  /** Arguments of SetPopParams. */
  readonly pop?: readonly [method: string, host: string, path: string, nonce: string];
  /** Pairs for SetAdditionalParameter. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** An account that an earlier answer of the same process named. */
  readonly homeAccountId?: string;
  readonly accountHint?: string;
  /** Default 0: none. */
  readonly windowHandle?: number;
}

export interface RuntimeAccount {
  readonly accountId: string;
  readonly homeAccountId: string;
  readonly environment: string;
  readonly realm: string;
  readonly localAccountId: string;
  readonly username: string;
  readonly displayName?: string;
  readonly givenName?: string;
  readonly familyName?: string;
  readonly clientInfo?: string;
}

/** The properties of AuthResult, ReadAccountResult and DiscoverAccountsResult. */
export interface RuntimeResult {
  readonly account?: RuntimeAccount;
  readonly accounts?: readonly RuntimeAccount[];
  readonly rawIdToken?: string;
  readonly accessToken?: string;
  readonly authorizationHeader?: string;
  /** Space-separated. */
  readonly grantedScopes?: string;
  /** Seconds since the epoch. */
  readonly expiresOn?: number;
  readonly isPopAuthorization?: boolean;
  /** JSON. */
  readonly telemetryData?: string;
}

export interface RuntimeError {
  readonly errorStatus: number;
  readonly errorCode: number;
  readonly errorTag: number;
  readonly errorContext: string;
}

export type RuntimeOutcome = { readonly result: RuntimeResult } | { readonly error: RuntimeError };

/** A line of the driver; `start` is its first, with the runtime's StartupError if there is one. */
export interface DriverLine {
  readonly id: string;
  readonly result?: RuntimeResult;
  readonly error?: RuntimeError;
  /** The driver was used wrongly: something else than a runtime error was thrown. */
  readonly thrown?: string;
}
