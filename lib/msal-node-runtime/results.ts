// SPDX-License-Identifier: MIT
import type { TokenResult } from '../broker/types.js';
import type { Account } from './account.js';
import { ErrorStatus } from './enums.js';
import { RuntimeFailure } from './failure.js';

/** How a call ended. */
export interface Ending<T> {
  readonly value?: T;
  readonly failure?: RuntimeFailure;
  readonly telemetryData: string;
}

// The members of results are getters of the prototype, as in the original: whoever prints a result
// prints no token.

abstract class Result<T> {
  readonly #ending: Ending<T>;

  constructor(ending: Ending<T>) {
    this.#ending = ending;
  }

  CheckError(): void {
    if (this.#ending.failure !== undefined) throw this.#ending.failure;
  }

  get telemetryData(): string {
    return this.#ending.telemetryData;
  }
}

/** Tokens, and whose they are. */
export interface Tokens {
  readonly result: TokenResult;
  readonly account: Account;
}

export class AuthResult extends Result<Tokens> {
  readonly #tokens: Tokens | undefined;

  constructor(ending: Ending<Tokens>) {
    super(ending);
    this.#tokens = ending.value;
  }

  get idToken(): string | undefined {
    const payload = this.rawIdToken?.split('.')[1];
    return payload === undefined ? undefined : Buffer.from(payload, 'base64url').toString();
  }

  get rawIdToken(): string | undefined {
    return this.#tokens?.result.idToken;
  }

  get accessToken(): string | undefined {
    return this.#tokens?.result.accessToken;
  }

  get authorizationHeader(): string | undefined {
    return this.isPopAuthorization ? this.#tokens?.result.authorizationHeader : undefined;
  }

  get grantedScopes(): string | undefined {
    return this.#tokens?.result.scopes.join(' ');
  }

  get expiresOn(): number {
    return Math.floor((this.#tokens?.result.expiresOn.getTime() ?? 0) / 1_000);
  }

  get isPopAuthorization(): boolean {
    return this.#tokens?.result.tokenType === 'pop';
  }

  get account(): Account | null {
    return this.#tokens?.account ?? null;
  }
}

export class ReadAccountResult extends Result<Account> {
  readonly #account: Account | undefined;

  constructor(ending: Ending<Account>) {
    super(ending);
    this.#account = ending.value;
  }

  get account(): Account {
    if (this.#account !== undefined) return this.#account;
    throw new RuntimeFailure(ErrorStatus.AccountNotFound, '5tl70', 'Account not found');
  }
}

export class DiscoverAccountsResult extends Result<readonly Account[]> {
  readonly #accounts: readonly Account[];

  constructor(ending: Ending<readonly Account[]>) {
    super(ending);
    this.#accounts = ending.value ?? [];
  }

  get accounts(): Account[] {
    return [...this.#accounts];
  }
}

export class SignOutResult extends Result<void> {}
