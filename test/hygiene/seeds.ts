// SPDX-License-Identifier: MIT
import { CONSOLE_WINDOW_HANDLE, type Account } from 'entra-broker';
import { loadScenario, type Scenario } from 'entra-broker-simulator';
import {
  authority,
  clientId,
  operations,
  redirectUri,
  type Operation,
} from '../support/requests.js';

/** What must be seen nowhere. Every value is found by its own text, wherever it turns up. */
export const seeds = {
  username: 'seed-user-7f3a@contoso.example',
  name: 'Seedname Seedfamily',
  givenName: 'Seedgiven',
  familyName: 'Seedlastname',
  password: 'seed/password+91c2&"quoted"',
  claimValue: 'seed-claim-value-5d81',
  nonce: 'seed-nonce-aa17',
  clientClaim: 'seed-client-claim-0c44',
  // A token as the identity provider signs them, and one that only the issuer understands.
  jsonWebToken: `${base64url({ alg: 'none' })}.${base64url({ seed: 'seed-payload' })}.c2VlZA`,
  opaqueToken: `1.AXoAseed-opaque-token-${'q'.repeat(60)}`,
} as const;

export const claims = JSON.stringify({
  access_token: { acrs: { essential: true, value: seeds.claimValue } },
});

function base64url(value: object): string {
  return Buffer.from(JSON.stringify(value)).toString('base64url');
}

const oid = '5eed0001-3b8f-4a6e-9c11-5e2f7b90ad01';
const tenant = '7f4d1c66-0f9d-4b57-9a36-4a3f4d1f9c01';

const { username, name, givenName, familyName } = seeds;

export const account: Account = {
  homeAccountId: `${oid}.${tenant}`,
  localAccountId: oid,
  environment: 'login.windows.net',
  realm: tenant,
  ...{ username, name, givenName, familyName },
};

/** A broker whose only user is the seeded one. */
export function seededScenario(): Scenario {
  const { password } = seeds;
  const user = { username, oid, tenant, name, givenName, familyName, password, signedIn: true };
  return { ...loadScenario('default'), accounts: [user] };
}

const tokenRequest = { clientId, authority, redirectUri, scopes: ['User.Read'], claims };
const window = { parentWindowHandle: CONSOLE_WINDOW_HANDLE };
const proofOfPossession = {
  httpMethod: 'GET',
  url: 'https://api.example/things',
  nonce: seeds.nonce,
  clientClaims: JSON.stringify({ claim: seeds.clientClaim }),
};

/** The requests with a secret in every field that takes one. */
const requests: Partial<Record<Operation['name'], object>> = {
  getAccountById: { clientId, accountId: oid },
  acquireTokenSilently: { ...tokenRequest, account, accessTokenToRenew: seeds.jsonWebToken },
  acquireTokenInteractively: { ...tokenRequest, ...window, account, proofOfPossession },
  signInSilently: { ...tokenRequest, loginHint: username },
  signInInteractively: { ...tokenRequest, ...window, loginHint: username, proofOfPossession },
  signIn: { ...tokenRequest, ...window, loginHint: username },
  acquireTokenByUsernamePassword: { ...tokenRequest, username, password: seeds.password },
  signOut: { clientId, account },
  acquirePrtSsoCookie: {
    ...{ clientId, authority, account },
    ssoUrl: `https://login.microsoftonline.com/start?sso_nonce=${seeds.nonce}`,
  },
  generateSignedHttpRequest: { clientId, account, proofOfPossession },
};

export const seededOperations: readonly Operation[] = operations.map((operation) => ({
  ...operation,
  request: requests[operation.name] ?? operation.request,
}));

/** Kinds of secrets that show by themselves, in whatever text. */
const recognisable: readonly string[] = [seeds.username, seeds.jsonWebToken, seeds.opaqueToken];

/** The secrets that an error of this request must not show, whoever says them. */
export function secretsOf(request: object): readonly string[] {
  // Claims are JSON in JSON.
  const carried = JSON.stringify(request).replaceAll('\\', '');
  const own = Object.values(seeds).filter((seed) => carried.includes(seed.replaceAll('\\', '')));
  return [...new Set([...recognisable, ...own])];
}
