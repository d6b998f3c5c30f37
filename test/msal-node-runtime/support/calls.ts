// SPDX-License-Identifier: MIT
import type {
  Account,
  AuthParameters,
  AuthResult,
  DiscoverAccountsResult,
  MsalNodeRuntime,
  MsalRuntimeError,
  ReadAccountResult,
  SignOutResult,
} from 'entra-broker/msal-node-runtime';

export const correlationId = '11111111-2222-4333-8444-555555555555';

/** What AuthParameters is given; what is left out is not set. */
export interface Parameters {
  readonly clientId?: string;
  readonly authority?: string;
  /** `null`: not set. */
  readonly redirectUri?: string | null;
  readonly scopes?: string | null;
  readonly claims?: string;
  readonly accessTokenToRenew?: string;
  readonly pop?: readonly [method: string, host: string, path: string, nonce: string];
  readonly additional?: readonly (readonly [name: string, value: string])[];
}

const usual = {
  clientId: '5f9c1d2e-7a64-4c0b-9d31-2b8e6f40a7c5',
  authority: 'https://login.microsoftonline.com/common',
  redirectUri: 'https://login.microsoftonline.com/common/oauth2/nativeclient',
  scopes: 'User.Read',
};

export function parameters(runtime: MsalNodeRuntime, given: Parameters = {}): AuthParameters {
  const values = { ...usual, ...given };
  const made = new runtime.AuthParameters();
  made.CreateAuthParameters(values.clientId, values.authority);
  if (values.redirectUri !== null) made.SetRedirectUri(values.redirectUri);
  if (values.scopes !== null) made.SetRequestedScopes(values.scopes);
  if (values.claims !== undefined) made.SetDecodedClaims(values.claims);
  if (values.accessTokenToRenew !== undefined) {
    made.SetAccessTokenToRenew(values.accessTokenToRenew);
  }
  if (values.pop !== undefined) made.SetPopParams(...values.pop);
  for (const [name, value] of values.additional ?? []) made.SetAdditionalParameter(name, value);
  return made;
}

interface Checked {
  CheckError(): void;
}

/** What CheckError throws; undefined if the call went well. */
export function failureOf(result: Checked): MsalRuntimeError | undefined {
  return thrownBy(() => result.CheckError()) as MsalRuntimeError | undefined;
}

/** What is thrown; undefined if nothing is. */
export function thrownBy(call: () => unknown): unknown {
  try {
    call();
    return undefined;
  } catch (error) {
    return error;
  }
}

/** The result of a call that is given its callback. */
export function resultOf<T>(start: (done: (result: T) => void) => unknown): Promise<T> {
  return new Promise((resolve) => {
    start(resolve);
  });
}

/** Calls of the runtime with all that is usual. */
export class Calls {
  constructor(readonly runtime: MsalNodeRuntime) {}

  discover(clientId: string = usual.clientId): Promise<DiscoverAccountsResult> {
    return resultOf((done) => this.runtime.DiscoverAccountsAsync(clientId, correlationId, done));
  }

  async account(): Promise<Account> {
    const [first] = (await this.discover()).accounts;
    if (first === undefined) throw new Error('The broker lists nobody');
    return first;
  }

  read(accountId: string): Promise<ReadAccountResult> {
    return resultOf((done) => this.runtime.ReadAccountByIdAsync(accountId, correlationId, done));
  }

  signOut(account: Account): Promise<SignOutResult> {
    const { runtime } = this;
    return resultOf((done) =>
      runtime.SignOutSilentlyAsync(usual.clientId, correlationId, account, done),
    );
  }

  async silent(given: Parameters = {}, account?: Account): Promise<AuthResult> {
    const of = account ?? (await this.account());
    const made = parameters(this.runtime, given);
    return resultOf((done) =>
      this.runtime.AcquireTokenSilentlyAsync(made, correlationId, of, done),
    );
  }

  async interactive(given: Parameters = {}, window = Buffer.alloc(8)): Promise<AuthResult> {
    const account = await this.account();
    const made = parameters(this.runtime, given);
    return resultOf((done) =>
      this.runtime.AcquireTokenInteractivelyAsync(window, made, correlationId, account, done),
    );
  }

  signInSilently(given: Parameters = {}): Promise<AuthResult> {
    const made = parameters(this.runtime, given);
    return resultOf((done) => this.runtime.SignInSilentlyAsync(made, correlationId, done));
  }

  signIn(given: Parameters = {}, hint = '', window = Buffer.alloc(8)): Promise<AuthResult> {
    const made = parameters(this.runtime, given);
    return resultOf((done) => this.runtime.SignInAsync(window, made, correlationId, hint, done));
  }

  signInInteractively(
    given: Parameters = {},
    hint = '',
    window: Buffer = Buffer.alloc(8),
  ): Promise<AuthResult> {
    const made = parameters(this.runtime, given);
    return resultOf((done) =>
      this.runtime.SignInInteractivelyAsync(window, made, correlationId, hint, done),
    );
  }
}
