// SPDX-License-Identifier: MIT
// An OpenID provider over HTTPS for a public client, with the login pages of its package.
// Arguments: key file, certificate file, client id. Tells its parent its issuer and every grant.
import { readFileSync } from 'node:fs';
import { createServer } from 'node:https';
import Provider from 'oidc-provider';

const [keyFile = '', certificateFile = '', clientId] = process.argv.slice(2);
/** Where msal looks for the metadata of a tenant (AAD mode) and of an issuer (OIDC mode) alike. */
const path = '/tenant/v2.0';
const deviceCode = 'urn:ietf:params:oauth:grant-type:device_code';

const server = createServer({ key: readFileSync(keyFile), cert: readFileSync(certificateFile) });
server.listen(0, 'localhost', () => {
  const issuer = `https://localhost:${server.address().port}${path}`;
  const answer = openIdProvider(issuer).callback();
  server.on('request', (request, response) => {
    request.originalUrl = request.url;
    request.url = request.url.startsWith(path) ? request.url.slice(path.length) : '/nowhere';
    answer(request, response);
  });
  process.send({ issuer });
});

// Whoever started it is gone.
process.on('disconnect', () => process.exit());

function openIdProvider(issuer) {
  const provider = new Provider(issuer, {
    clients: [
      {
        client_id: clientId,
        application_type: 'native',
        redirect_uris: ['http://localhost'],
        token_endpoint_auth_method: 'none',
        grant_types: ['authorization_code', 'refresh_token', deviceCode],
        response_types: ['code'],
      },
    ],
    scopes: ['openid', 'profile', 'offline_access', 'User.Read'],
    // Without tid, msal finds no cached access token of a tenant again.
    claims: { profile: ['name', 'preferred_username', 'tid'] },
    conformIdTokenClaims: false,
    findAccount: (_context, accountId) => ({
      accountId,
      claims: () => ({ sub: accountId, name: 'Ada', preferred_username: accountId, tid: 'tenant' }),
    }),
    cookies: { keys: ['invented'] },
    features: { deviceFlow: { enabled: true } },
    // Where msal asks for a device code.
    routes: { device_authorization: '/devicecode' },
  });
  provider.on('grant.success', (context) => {
    process.send({ grant: context.oidc.params.grant_type });
  });
  return provider;
}
