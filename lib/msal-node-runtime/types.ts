// SPDX-License-Identifier: MIT
import type { LogLevel } from './enums.js';

// The API of @azure/msal-node-runtime 0.20.7 by its names and types, which promise more than the
// original keeps: a text that the broker does not tell is undefined.

/** What CheckError() throws, and StartupError holds: a plain object, not an Error. */
export interface MsalRuntimeError {
  /** The broker's or the platform's own number. */
  readonly errorCode: number;
  /** A member of ErrorStatus, or a number above 16 that has no name. */
  readonly errorStatus: number;
  /** Words; user names are masked unless the logger that is registered asks for them. */
  readonly errorContext: string;
  /** Five symbols of six bits that name the place of the error. */
  readonly errorTag: number;
}

/** An account that this module gave out. The token calls take no other objects back. */
export interface Account {
  /** Id for ReadAccountByIdAsync; the same text as localAccountId. */
  readonly accountId: string;
  readonly homeAccountId: string;
  readonly environment: string;
  readonly realm: string;
  readonly localAccountId: string;
  readonly username: string;
  readonly givenName: string;
  readonly familyName: string;
  readonly middleName: string;
  readonly displayName: string;
  /** JSON: claims of the ID token, or what else the broker told of the account. */
  readonly additionalFieldsJson: string;
  readonly homeEnvironment: string;
  readonly clientInfo: string;
}

interface AnyResult {
  /** @throws MsalRuntimeError if the call failed. */
  CheckError(): void;
  /** JSON that names the call and tells how it went. */
  readonly telemetryData: string;
}

/** Tokens. After a failed call the texts are undefined, expiresOn is 0 and account null. */
export interface AuthResult extends AnyResult {
  /** The claims of the ID token, as JSON. */
  readonly idToken: string;
  /** The ID token itself, a JWT. */
  readonly rawIdToken: string;
  readonly accessToken: string;
  /** `pop …` for a proof of possession; undefined for a bearer token. */
  readonly authorizationHeader: string;
  /** Separated by blanks. */
  readonly grantedScopes: string;
  /** Seconds since the epoch. */
  readonly expiresOn: number;
  readonly isPopAuthorization: boolean;
  readonly account: Account;
}

export interface ReadAccountResult extends AnyResult {
  /** @throws MsalRuntimeError if there is none. */
  readonly account: Account;
}

export interface DiscoverAccountsResult extends AnyResult {
  /** Empty after a failed call. */
  readonly accounts: Account[];
}

export type SignOutResult = AnyResult;

export interface AsyncHandle {
  /** Ends the call at once: its callback gets status 8, ApplicationCanceled. Closes a window. */
  CancelAsyncOperation(): void;
}

/** What a call for tokens is about. A method throws TypeError for anything but strings. */
export interface AuthParameters {
  /** Must come first: before it the others throw a MsalRuntimeError (status 6). */
  CreateAuthParameters(clientId: string, authority: string): void;
  SetRedirectUri(redirectUri: string): void;
  /** Separated by blanks. */
  SetRequestedScopes(scopes: string): void;
  SetDecodedClaims(claims: string): void;
  SetAccessTokenToRenew(accessToken: string): void;
  SetPopParams(httpMethod: string, httpHost: string, httpPath: string, nonce: string): void;
  SetAdditionalParameter(key: string, value: string): void;
}

export type AuthParametersConstructor = new () => AuthParameters;

export type LoggerCallback = (message: string, logLevel: LogLevel, containsPii: boolean) => void;
export type AuthResultCallback = (result: AuthResult) => void;
export type DiscoverAccountsResultCallback = (result: DiscoverAccountsResult) => void;
export type ReadAccountResultCallback = (result: ReadAccountResult) => void;
export type SignOutResultCallback = (result: SignOutResult) => void;

/**
 * The calls. Each throws at once for arguments of a wrong type (Error or TypeError, as the original
 * does); everything else is in the result that its callback gets, always later and once.
 */
export interface MsalNodeRuntime {
  ReadAccountByIdAsync(
    accountId: string,
    correlationId: string,
    callback: ReadAccountResultCallback,
  ): AsyncHandle;
  SignInAsync(
    windowHandle: Buffer,
    authParams: AuthParameters,
    correlationId: string,
    accountHint: string,
    callback: AuthResultCallback,
  ): AsyncHandle;
  SignInSilentlyAsync(
    authParams: AuthParameters,
    correlationId: string,
    callback: AuthResultCallback,
  ): AsyncHandle;
  SignInInteractivelyAsync(
    windowHandle: Buffer,
    authParams: AuthParameters,
    correlationId: string,
    accountHint: string,
    callback: AuthResultCallback,
  ): AsyncHandle;
  AcquireTokenSilentlyAsync(
    authParams: AuthParameters,
    correlationId: string,
    account: Account,
    callback: AuthResultCallback,
  ): AsyncHandle;
  AcquireTokenInteractivelyAsync(
    windowHandle: Buffer,
    authParams: AuthParameters,
    correlationId: string,
    account: Account,
    callback: AuthResultCallback,
  ): AsyncHandle;
  SignOutSilentlyAsync(
    clientId: string,
    correlationId: string,
    account: Account,
    callback: SignOutResultCallback,
  ): AsyncHandle;
  /** Replaces the logger. Never keeps the process alive. */
  RegisterLogger(callback: LoggerCallback, isPiiEnabled: boolean): void;
  DiscoverAccountsAsync(
    clientId: string,
    correlationId: string,
    callback: DiscoverAccountsResultCallback,
  ): AsyncHandle;
  AuthParameters: AuthParametersConstructor;
  /**
   * Why there is no broker; undefined if there is one. Looked for when it is first read, for one
   * second at most and without starting a broker; the answer stays.
   */
  readonly StartupError?: MsalRuntimeError;
}
