// SPDX-License-Identifier: MIT
import type { Prompt, TokenRequest } from '../../broker/types.js';
import type { ClientProduct } from '../identity-broker/token-call.js';
import type { WamProvider } from './provider.js';

/** Whom a window is about. */
export type WindowSubject =
  /** acquireTokenInteractively for an account of WAM's; the request goes with its WebAccount. */
  | { readonly kind: 'account' }
  /**
   * A sign-in whose hint names an account that WAM lists; the request goes with its WebAccount.
   * `afterSilent`: WAM itself has just asked for the window.
   */
  | { readonly kind: 'listed'; readonly afterSilent: boolean }
  /** A user name that WAM does not list. */
  | { readonly kind: 'hint'; readonly loginHint: string }
  /** Whoever the user selects. */
  | { readonly kind: 'anybody' }
  /** An account that the user adds, such as one that was chosen in the picker. */
  | { readonly kind: 'new_account' };

export type WamLeg =
  /** With and without a WebAccount: the content is the same. */
  | { readonly kind: 'silent' }
  | { readonly kind: 'usernamePassword'; readonly username: string; readonly password: string }
  | {
      readonly kind: 'interactive';
      readonly subject: WindowSubject;
      readonly prompt?: Prompt;
      readonly domainHint?: string;
    };

/** What requests say about the machine. */
export interface WamHost {
  /** E.g. `10.0.26100`. */
  readonly osVersion: string;
  /** Whether requests have a correlation id of their own (IWebTokenRequest3). */
  readonly correlationId: boolean;
}

/** Who calls, under which id; part of every request that is logged. */
export interface WamCaller {
  readonly provider: WamProvider;
  readonly clientId: string;
  readonly correlationId: string;
  readonly product: ClientProduct;
  readonly host: WamHost;
}

/** One request for tokens, as far as its content depends on it. */
export interface WamTokenCall extends Omit<WamCaller, 'clientId'> {
  readonly request: Pick<
    TokenRequest,
    'clientId' | 'scopes' | 'claims' | 'proofOfPossession' | 'extraParameters'
  >;
  readonly leg: WamLeg;
}

/** WebTokenRequestPromptType: Default, ForceAuthentication. */
export type WamPromptType = 0 | 1;

/** The content of a WebTokenRequest. */
export interface WamRequest {
  readonly provider: WamProvider;
  readonly scope: string;
  readonly clientId: string;
  readonly promptType: WamPromptType;
  readonly properties: Readonly<Record<string, string>>;
  readonly appProperties: Readonly<Record<string, string>>;
  /** For the request's own CorrelationId; empty leaves it unset. */
  readonly correlationId: string;
}
