// SPDX-License-Identifier: MIT
import type {
  AccountInfo,
  AuthenticationResult as MsalResult,
  DeviceCodeRequest as MsalDeviceCodeRequest,
  InteractiveRequest as MsalInteractiveRequest,
  SilentFlowRequest as MsalSilentRequest,
  UsernamePasswordRequest as MsalUsernamePasswordRequest,
} from '@azure/msal-node';

import type {
  CallOptions,
  ParentWindowHandle,
  Prompt,
  ProofOfPossession,
  TokenResult,
} from '../broker/types.js';

/** Proof of possession for one HTTP request; the broker alone can give such tokens. */
export type AuthScheme = Extract<ProofOfPossession, { httpMethod: string }>;

/** Who shows the user something. */
export interface UserInterfaceEvent {
  readonly ui: 'broker' | 'browser';
}

/** Fields on top of msal-node's own. */
interface Additions extends CallOptions {
  /**
   * Binds the token to one HTTP request. msal's own fields for it (`authenticationScheme: 'pop'`
   * and `resourceRequestMethod` …) work as well.
   */
  readonly authScheme?: AuthScheme;
}

/** msal-node's request; what is marked applies to one of the two ways alone. */
export type InteractiveRequest = Omit<
  MsalInteractiveRequest,
  'openBrowser' | 'windowHandle' | 'prompt' | 'maxAge' | 'correlationId'
> &
  Additions & {
    /** With `none` the broker opens no window: what needs the user is an error. */
    readonly prompt?: Prompt | 'none';
    /**
     * Window that owns the broker's, or `CONSOLE_WINDOW_HANDLE` for a program without one. Required
     * wherever the broker is on, on every platform.
     */
    readonly parentWindowHandle?: ParentWindowHandle;
    /**
     * Milliseconds since the user last signed in, above which a new sign-in is wanted (max_age of
     * OpenID Connect). The identity provider is asked for it; `auth_time` of the ID token tells.
     */
    readonly maxAge?: number;
    /** Browser only: opens the URL. Default: the user's browser. */
    readonly openBrowser?: (url: string) => Promise<void>;
    /** Called once before the user is shown something, and not otherwise; waited for. */
    readonly onBeforeUserInterface?: (event: UserInterfaceEvent) => void | Promise<void>;
  };

/** msal-node's request; `account: null` resolves to null, so that a lookup can be passed on. */
export type SilentRequest = Omit<MsalSilentRequest, 'account' | 'correlationId'> &
  Additions & { readonly account: AccountInfo | null };

export type UsernamePasswordRequest = Omit<MsalUsernamePasswordRequest, 'correlationId'> &
  Additions;

export type DeviceCodeRequest = Omit<MsalDeviceCodeRequest, 'correlationId'> & CallOptions;

/** Which accounts to list; all conditions must hold. */
export interface AccountFilter extends CallOptions {
  /** Compared without regard to case. */
  readonly username?: string | undefined;
  readonly homeAccountId?: string | undefined;
}

/** msal-node's result, and where its token came from. */
export type AuthenticationResult = MsalResult & {
  readonly tokenSource: 'broker' | 'cache' | 'identity_provider';
  readonly telemetry?: TokenResult['telemetry'];
};
