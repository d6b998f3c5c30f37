// SPDX-License-Identifier: MIT
import { invalidArgument, text } from './arguments.js';
import { mistake } from './failure.js';

/** What the methods of AuthParameters have been given, unchecked. */
export interface ParameterValues {
  readonly clientId: string;
  readonly authority: string;
  readonly redirectUri?: string;
  readonly scopes?: string;
  readonly claims?: string;
  readonly accessTokenToRenew?: string;
  readonly proof?: {
    readonly httpMethod: string;
    readonly host: string;
    readonly path: string;
    readonly nonce: string;
  };
  readonly additional: ReadonlyMap<string, string>;
}

/** Collects what a call is about. A call takes what is in it when it starts. */
export class AuthParameters {
  static #latestClientId: string | undefined;
  #values: ParameterValues | undefined;

  /** The client that was named last in this process. */
  static get latestClientId(): string | undefined {
    return AuthParameters.#latestClientId;
  }

  /** @throws Error for anything but parameters of this module. */
  static of(given: unknown): AuthParameters {
    if (typeof given !== 'object' || given === null || !(#values in given)) throw invalidArgument();
    return given;
  }

  /** @throws MsalRuntimeError for parameters that nobody created. */
  static valuesOf(given: AuthParameters): ParameterValues {
    return given.#created;
  }

  CreateAuthParameters(...[clientId, authority]: readonly unknown[]): void {
    this.#values = { clientId: text(clientId), authority: text(authority), additional: new Map() };
    AuthParameters.#latestClientId = this.#values.clientId;
  }

  SetRedirectUri(...[redirectUri]: readonly unknown[]): void {
    this.#add({ redirectUri: text(redirectUri) });
  }

  SetRequestedScopes(...[scopes]: readonly unknown[]): void {
    this.#add({ scopes: text(scopes) });
  }

  SetDecodedClaims(...[claims]: readonly unknown[]): void {
    this.#add({ claims: text(claims) });
  }

  SetAccessTokenToRenew(...[accessToken]: readonly unknown[]): void {
    this.#add({ accessTokenToRenew: text(accessToken) });
  }

  SetPopParams(...[httpMethod, host, path, nonce]: readonly unknown[]): void {
    const proof = {
      httpMethod: text(httpMethod),
      host: text(host),
      path: text(path),
      nonce: text(nonce),
    };
    this.#add({ proof });
  }

  SetAdditionalParameter(...[key, value]: readonly unknown[]): void {
    const entry = [text(key), text(value)] as const;
    this.#add({ additional: new Map([...this.#created.additional, entry]) });
  }

  get #created(): ParameterValues {
    if (this.#values === undefined) throw mistake('notCreated');
    return this.#values;
  }

  #add(values: Partial<ParameterValues>): void {
    this.#values = { ...this.#created, ...values };
  }
}
