// SPDX-License-Identifier: MIT

/** Redirect URI of the broker on Linux, the same for every app. */
export const linuxRedirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';

/** Redirect URI of the broker on Windows, also where it is reached from WSL. */
export function windowsRedirectUri(clientId: string): string {
  return `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}`;
}

/** Redirect URI of the broker on macOS, for a program in a signed bundle or for any other. */
export function macosRedirectUri(bundleId = 'com.msauth.unsignedapp'): string {
  return `msauth.${bundleId}://auth`;
}

/** One redirect URI and the platform that needs it. */
export interface RedirectUriToRegister {
  readonly platform: string;
  readonly uri: string;
}

/**
 * Redirect URIs that an app registration needs for the brokers, under "Mobile and desktop
 * applications". Sources: Microsoft Learn on brokering for msal-node and MSAL Python.
 */
export function redirectUrisToRegister(clientId: string): readonly RedirectUriToRegister[] {
  return [
    { platform: 'Windows and WSL', uri: windowsRedirectUri(clientId) },
    { platform: 'Linux', uri: linuxRedirectUri },
    { platform: 'macOS, unsigned programs', uri: macosRedirectUri() },
    { platform: 'macOS, signed bundles', uri: macosRedirectUri('<bundle id>') },
  ];
}
