// SPDX-License-Identifier: MIT
import { authorityKind, brokerServes, type AuthorityKind } from '../broker/authority-kind.js';
import { check } from '../broker/checks/check.js';
import type { Platform } from '../broker/platform.js';
import type { ProofOfPossession, TokenRequest } from '../broker/types.js';
import { extraParametersOf } from './extra-parameters.js';
import { isGiven, isMissing } from './given.js';
import type { PluginRequest } from './options.js';
import { brokerRedirectUri } from './redirect-uri.js';

/** What a request's translation depends on besides the request. */
export interface TranslationFacts {
  readonly platform: Platform;
  readonly bundleId?: string;
  /** Whether the app names its product itself; then msal's name is not sent. */
  readonly namesProduct: boolean;
}

/** A request for tokens, without what every call takes: that changes from leg to leg. */
export type BrokerTokenRequest = Omit<TokenRequest, 'correlationId' | 'signal' | 'timeoutMs'> & {
  readonly redirectUri: string;
};

/**
 * msal's request as the Broker takes it; a new object, since msal's callers use theirs again.
 *
 * @throws RequestProblem for what the broker cannot do or the plug-in cannot understand.
 */
export function brokerRequestOf(
  request: PluginRequest,
  facts: TranslationFacts,
): BrokerTokenRequest {
  refuseAuthority(request.authority, facts.platform);
  refuseFields(request);
  const proofOfPossession = proofOf(request);
  return {
    clientId: request.clientId,
    authority: request.authority,
    scopes: scopesOf(request.scopes),
    redirectUri: brokerRedirectUri(isGiven(request.redirectUri) ? request.redirectUri : '', {
      platform: facts.platform,
      clientId: request.clientId,
      ...(facts.bundleId === undefined ? {} : { bundleId: facts.bundleId }),
    }),
    ...(isGiven(request.claims) ? { claims: request.claims } : {}),
    ...(proofOfPossession === undefined ? {} : { proofOfPossession }),
    extraParameters: extraParametersOf(request, facts.namesProduct),
  };
}

/** Microsoft's plug-in joins the scopes with blanks, so a string of several works there. */
function scopesOf(scopes: readonly string[]): readonly string[] {
  // What is no list of texts is refused by the Broker, by name.
  if (!isTexts(scopes)) return scopes;
  return scopes.flatMap((scope) => scope.split(/\s+/).filter((word) => word !== ''));
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((element) => typeof element === 'string');
}

const names: Readonly<Record<AuthorityKind, string>> = {
  aad: 'this platform',
  known_to_developer: 'this platform',
  msa: 'personal accounts alone (consumers)',
  adfs: 'AD FS',
  b2c: 'Azure AD B2C',
  ciam: 'external tenants (CIAM)',
  oidc: 'other OpenID Connect providers',
};

function refuseAuthority(authority: string, platform: Platform): void {
  const kind = authorityKind(authority);
  check(
    brokerServes(kind, platform),
    `the broker does not serve ${names[kind]}; make the PublicClientApplication of this authority ` +
      'with nativeBrokerPlugin: brokerFor(authority), which is undefined for it, and msal-node ' +
      'uses the browser',
    'not_supported',
  );
}

/** What would be lost on the way, where the caller thinks it was heeded. */
function refuseFields(request: PluginRequest): void {
  const { extraScopesToConsent, maxAge, embeddedClientId, authenticationScheme, shrClaims } =
    request;
  check(
    isMissing(extraScopesToConsent) || extraScopesToConsent.length === 0,
    'extraScopesToConsent is not supported: a broker asks for consent to the scopes of one ' +
      'resource; make a request with prompt consent for each resource',
    'not_supported',
  );
  check(
    isMissing(maxAge) || (Number.isFinite(maxAge) && maxAge >= 0),
    'maxAge must be a number of milliseconds that is not negative, or be left out',
  );
  check(
    isMissing(embeddedClientId),
    'embeddedClientId is not supported: the broker gives out tokens for clientId alone',
    'not_supported',
  );
  check(
    !isGiven(authenticationScheme) || ['Bearer', 'pop'].includes(authenticationScheme),
    'authenticationScheme must be Bearer or pop, or be left out',
    'not_supported',
  );
  check(
    !isGiven(shrClaims) || authenticationScheme === 'pop',
    'shrClaims are part of a proof of possession; give authenticationScheme pop with them',
  );
}

function proofOf(request: PluginRequest): ProofOfPossession | undefined {
  if (request.authenticationScheme !== 'pop') return undefined;
  const { resourceRequestMethod, resourceRequestUri, shrNonce, shrClaims } = request;
  check(
    isGiven(resourceRequestMethod) && isGiven(resourceRequestUri),
    'authenticationScheme pop needs resourceRequestMethod and resourceRequestUri: method and URL ' +
      'of the HTTP request that will carry the token',
  );
  check(URL.canParse(resourceRequestUri), 'resourceRequestUri must be an absolute URL');
  const { origin, pathname } = new URL(resourceRequestUri);
  return {
    httpMethod: resourceRequestMethod,
    // Without the query, as Microsoft's plug-in: resource servers compare host and path.
    url: origin + pathname,
    ...(isGiven(shrNonce) ? { nonce: shrNonce } : {}),
    ...(isGiven(shrClaims) ? { clientClaims: shrClaims } : {}),
  };
}
