// SPDX-License-Identifier: MIT
import type { Account, TokenRequest } from '../../broker/types.js';

export type TokenCallKind = 'silent' | 'interactive' | 'usernamePassword';

/** Name and version by which the broker and the identity provider know the calling library. */
export interface ClientProduct {
  readonly name: string;
  readonly version: string;
}

interface AnyTokenCall {
  readonly request: Pick<
    TokenRequest,
    | 'clientId'
    | 'authority'
    | 'scopes'
    | 'redirectUri'
    | 'claims'
    | 'proofOfPossession'
    | 'accessTokenToRenew'
    | 'extraParameters'
  >;
  /** Whose tokens; null leaves the choice to the broker. */
  readonly account: Account | null;
  /** User name that is hoped for where `account` is null. Default: none. */
  readonly username?: string;
  /**
   * Whether this is a leg of signIn, signInSilently or signInInteractively: those keep `common` and
   * `organizations`, also with an account.
   */
  readonly signIn: boolean;
  readonly product: ClientProduct;
}

export interface SilentCall extends AnyTokenCall {
  readonly kind: 'silent';
  /** Given in signIn's silent leg, which names the window that the next leg would use. */
  readonly windowHandle?: bigint;
}

export interface InteractiveCall extends AnyTokenCall {
  readonly kind: 'interactive';
  /** X11 window id, or `handleWithoutWindow`. */
  readonly windowHandle: bigint;
  readonly prompt?: string;
  readonly domainHint?: string;
  /** Telemetry of the broker: a random GUID and the time of the call. */
  readonly onboarding: { readonly sessionCorrelationId: string; readonly timestamp: Date };
}

export interface UsernamePasswordCall extends AnyTokenCall {
  readonly kind: 'usernamePassword';
  readonly username: string;
  readonly password: string;
}

/** One request for tokens, as far as the wire knows it. */
export type TokenCall = SilentCall | InteractiveCall | UsernamePasswordCall;

/** What Microsoft's client sends as window where there is no display. */
export const handleWithoutWindow = 1n;
