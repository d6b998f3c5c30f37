// SPDX-License-Identifier: MIT
import { redirectUrisToRegister } from 'entra-broker';

it('names a redirect URI for each platform, with the client id where it belongs', () => {
  const uris = redirectUrisToRegister('the-client-id');
  expect(uris.map(({ uri }) => uri)).toEqual([
    'ms-appx-web://Microsoft.AAD.BrokerPlugin/the-client-id',
    'https://login.microsoftonline.com/common/oauth2/nativeclient',
    'msauth.com.msauth.unsignedapp://auth',
    'msauth.<bundle id>://auth',
  ]);
});
