// SPDX-License-Identifier: MIT
import { brokerRequestOf, type BrokerTokenRequest } from '../msal-node/broker-request.js';
import { maxAgeOf } from '../msal-node/extra-parameters.js';
import type { PluginRequest } from '../msal-node/options.js';
import { authorityKind } from '../broker/authority-kind.js';
import { authorityOf, type App, type RoutedRequest } from './app.js';
import { mergeClaims } from './claims.js';
import type { AuthScheme, InteractiveRequest } from './requests.js';

/** Fields that requests of all kinds have in common. */
type TokenFields = RoutedRequest &
  Pick<
    InteractiveRequest,
    | 'scopes'
    | 'claims'
    | 'redirectUri'
    | 'authScheme'
    | 'authenticationScheme'
    | 'resourceRequestMethod'
    | 'resourceRequestUri'
    | 'shrNonce'
    | 'shrClaims'
    | 'resource'
    | 'extraQueryParameters'
    | 'extraParameters'
  > & { readonly maxAge?: number };

/**
 * What a leg at the broker is for: a token for a known account, a sign-in, silent or with a window,
 * or a sign-in with a password. Some parameters go with some of them alone, as in MSAL Python.
 */
export type LegKind = 'account' | 'sign_in' | 'password';

/** As msal-node's default. */
const defaultScopes = ['openid', 'profile', 'offline_access'];

/**
 * The request as the Broker takes it; new, since callers use theirs again.
 *
 * @throws RequestProblem for what the broker cannot do.
 */
export function brokerRequest(app: App, request: TokenFields, kind: LegKind): BrokerTokenRequest {
  const { auth, broker } = app.configuration;
  const claims = mergeClaims(request.claims, auth.clientCapabilities);
  const { resource, scopes, redirectUri } = request;
  const native = {
    clientId: auth.clientId,
    authority: authorityOf(app, request),
    correlationId: '',
    scopes: scopes === undefined || scopes.length === 0 ? defaultScopes : scopes,
    redirectUri: redirectUri ?? '',
    extraParameters: {
      ...request.extraQueryParameters,
      ...request.extraParameters,
      ...parametersOf(app, request, kind),
    },
    ...proofOf(request),
    ...(claims === undefined ? {} : { claims }),
    ...(resource === undefined ? {} : { resource }),
  } as PluginRequest;
  return brokerRequestOf(native, {
    platform: app.gate.platform,
    namesProduct: true,
    ...(broker?.bundleId === undefined ? {} : { bundleId: broker.bundleId }),
  });
}

function parametersOf(
  app: App,
  request: TokenFields,
  kind: LegKind,
): Readonly<Record<string, string>> {
  if (kind === 'account') return {};
  const authority = authorityOf(app, request);
  const isVouchedFor = authorityKind(authority, app.authorityFacts) === 'known_to_developer';
  const isPassthrough = app.configuration.broker?.enableMsaPassthrough === true;
  const isSshCertificate = request.extraParameters?.['token_type'] === 'ssh-cert';
  return {
    ...(isVouchedFor ? { validateAuthority: 'no' } : {}),
    ...(kind === 'sign_in' && isPassthrough && !isSshCertificate
      ? { msal_request_type: 'consumer_passthrough' }
      : {}),
    ...(kind === 'sign_in' ? maxAgeOf(request) : {}),
  };
}

type ProofFields = Pick<
  TokenFields,
  'authenticationScheme' | 'resourceRequestMethod' | 'resourceRequestUri' | 'shrNonce' | 'shrClaims'
>;

/** Proof of possession by msal's names, whichever way it was asked for. */
function proofOf(request: TokenFields): ProofFields {
  if (request.authScheme !== undefined) return msalFieldsOf(request.authScheme);
  const { authenticationScheme, resourceRequestMethod, resourceRequestUri } = request;
  const { shrNonce, shrClaims } = request;
  const fields = {
    authenticationScheme,
    resourceRequestMethod,
    resourceRequestUri,
    shrNonce,
    shrClaims,
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}

function msalFieldsOf({ httpMethod, url, nonce, clientClaims }: AuthScheme): ProofFields {
  return {
    authenticationScheme: 'pop',
    resourceRequestMethod: httpMethod,
    resourceRequestUri: url,
    ...(nonce === undefined ? {} : { shrNonce: nonce }),
    ...(clientClaims === undefined ? {} : { shrClaims: clientClaims }),
  };
}

/** Whether the request asks for a proof of possession, in either form. */
export function wantsProof(
  request: Pick<TokenFields, 'authScheme' | 'authenticationScheme'>,
): boolean {
  return request.authScheme !== undefined || request.authenticationScheme === 'pop';
}
