// SPDX-License-Identifier: MIT
import type { Platform } from '../broker/platform.js';
import { linuxRedirectUri, macosRedirectUri, windowsRedirectUri } from '../errors/redirect-uris.js';

/** What the default redirect URI depends on. */
export interface RedirectUriFacts {
  readonly platform: Platform;
  readonly clientId: string;
  /** Bundle id of a signed macOS app, which has a redirect URI of its own. */
  readonly bundleId?: string;
}

/**
 * The redirect URI of a request to the broker. Where msal's caller gave none, msal-node 3 to 7 sends
 * an empty one and msal-node 2 `http://localhost`, which no broker accepts: both are replaced by
 * the one that the platform's broker expects.
 */
export function brokerRedirectUri(given: string | undefined, facts: RedirectUriFacts): string {
  const isMissing = given === undefined || given === '' || given === 'http://localhost';
  return isMissing ? defaultRedirectUri(facts) : given;
}

function defaultRedirectUri({ platform, clientId, bundleId }: RedirectUriFacts): string {
  switch (platform) {
    case 'win32':
    case 'wsl': // Microsoft's plug-in takes the one of Linux there, and the broker of Windows refuses it.
      return windowsRedirectUri(clientId);
    case 'darwin':
      return macosRedirectUri(bundleId);
    case 'linux':
    case 'other':
      return linuxRedirectUri;
  }
}
