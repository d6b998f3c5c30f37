// SPDX-License-Identifier: MIT

/** Redirect URI of the broker on Linux, the same for every app. */
export const linuxRedirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';

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
    { platform: 'Windows and WSL', uri: `ms-appx-web://Microsoft.AAD.BrokerPlugin/${clientId}` },
    { platform: 'Linux', uri: linuxRedirectUri },
    { platform: 'macOS, unsigned programs', uri: 'msauth.com.msauth.unsignedapp://auth' },
    { platform: 'macOS, signed bundles', uri: 'msauth.<bundle id>://auth' },
  ];
}
