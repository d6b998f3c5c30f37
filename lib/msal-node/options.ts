// SPDX-License-Identifier: MIT
import type { INativeBrokerPlugin } from '@azure/msal-node';

import type { AuthorityFacts } from '../broker/authority-kind.js';
import type { BrokerOptions, InspectOptions } from '../broker/types.js';
import type { MsalErrorClasses } from './errors.js';

/** How a plug-in is made. */
export interface NativeBrokerPluginOptions extends BrokerOptions {
  /**
   * The app's own msal-node, e.g. `import * as msal from '@azure/msal-node'`: errors become
   * instances of its classes. Needed only where several copies of msal-node are installed. Default:
   * the copy that this package finds, in the build (ESM or CommonJS) of this entry.
   */
  readonly msal?: MsalErrorClasses;
  /**
   * Whether signOut asks the broker to forget the account for this client. With false only msal's
   * own cache forgets it. Default true.
   */
  readonly signOutOfBroker?: boolean;
  /** Bundle id of a signed macOS app, for its default redirect URI. Default: an unsigned program. */
  readonly bundleId?: string;
  /** For getAccountById(), which msal gives no client id. Default: that of the latest other call. */
  readonly clientId?: string;
}

/** How `NativeBrokerPlugin.create()` makes one, and for how long it waits for the broker. */
export interface CreateOptions
  extends NativeBrokerPluginOptions, Pick<InspectOptions, 'pingTimeoutMs' | 'signal'> {}

/** How `brokerFor()` makes a plug-in, and what the app says about the authority. */
export interface BrokerForOptions extends NativeBrokerPluginOptions, AuthorityFacts {}

/**
 * What every call takes besides msal's fields. msal-node passes them on in requests for tokens,
 * though its types do not name them.
 */
export interface BrokerCallOptions {
  /** Ends the call with an error named `AbortError`, and closes the broker's window. */
  readonly signal?: AbortSignal;
  /** Milliseconds for the whole call. Default: the plug-in's `callTimeoutMs`. */
  readonly timeoutMs?: number;
}

/** msal does not export the names of these; they are those of the app's own version. */
export type NativeRequest = Parameters<INativeBrokerPlugin['acquireTokenSilent']>[0];
export type NativeSignOutRequest = Parameters<INativeBrokerPlugin['signOut']>[0];
export type LoggerOptions = Parameters<INativeBrokerPlugin['setLogger']>[0];

/**
 * A request as it arrives: msal-node hands on whatever its caller wrote, not only what the type
 * names (measured on 2.9 to 7.2).
 */
export type PluginRequest = NativeRequest & BrokerCallOptions & PassedThrough;

/** Fields of msal's requests that its NativeRequest does not name, or not in every version. */
export interface PassedThrough {
  readonly account?: unknown;
  readonly domainHint?: string;
  readonly shrClaims?: string;
  readonly resource?: string;
  readonly state?: string;
  readonly extraQueryParameters?: Readonly<Record<string, string>>;
  readonly tokenQueryParameters?: Readonly<Record<string, string>>;
  readonly maxAge?: number;
  readonly embeddedClientId?: string;
}
