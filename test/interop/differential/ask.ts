// SPDX-License-Identifier: MIT
import type { ProofOfPossession } from 'entra-broker';

/** One question to a broker, in words that fit both clients; what is left out is usual. */
export interface Ask {
  readonly operation:
    | 'accounts'
    | 'silent'
    | 'interactive'
    | 'signIn'
    | 'signInSilently'
    | 'signInInteractively'
    | 'usernamePassword';
  readonly authority?: string;
  readonly scopes?: readonly string[];
  readonly withoutRedirectUri?: true;
  readonly claims?: string;
  readonly accessTokenToRenew?: string;
  readonly proof?: ProofOfPossession;
  readonly extraParameters?: Readonly<Record<string, string>>;
  readonly loginHint?: string;
  /** X11 window id; default: none, as in a console. */
  readonly windowHandle?: number;
  readonly username?: string;
  readonly password?: string;
}

/** What a client made of the broker's answers. */
export type Answer =
  | { readonly kind: 'accounts'; readonly accounts: readonly AnsweredAccount[] }
  | AnsweredTokens
  | AnsweredFailure;

/** Texts that a client leaves out are empty. */
export interface AnsweredAccount {
  readonly homeAccountId: string;
  readonly localAccountId: string;
  readonly environment: string;
  readonly realm: string;
  readonly username: string;
  readonly name: string;
  readonly clientInfo: string;
}

export interface AnsweredTokens {
  readonly kind: 'tokens';
  readonly account: AnsweredAccount;
  readonly idToken: string;
  readonly accessToken: string;
  readonly authorizationHeader: string;
  readonly proofOfPossession: boolean;
  readonly scopes: ReadonlySet<string>;
  /** Seconds since the epoch. */
  readonly expiresOn: number;
}

export interface AnsweredFailure {
  readonly kind: 'failure';
  /** Number of the ErrorStatus of Microsoft's runtime. */
  readonly status: number;
  readonly code: number;
  /** Five characters. */
  readonly tag: string;
  readonly context: string;
}

/** One of the two programs that are compared. */
export interface Client {
  ask(question: Ask, correlationId: string): Promise<Answer>;
}
