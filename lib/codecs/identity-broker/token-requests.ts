// SPDX-License-Identifier: MIT
import { accountObject } from './account-object.js';
import { authorityOfRequest } from './authority.js';
import { jsonText, sortedJson, type JsonValue } from './json-text.js';
import { popParams } from './pop-params.js';
import { proofOfPossession, queryParameters } from './query-parameters.js';
import type { EncodedRequest } from './request.js';
import { requestedScopes } from './scopes.js';
import type {
  InteractiveCall,
  SilentCall,
  TokenCall,
  TokenCallKind,
  UsernamePasswordCall,
} from './token-call.js';

/** Also carries the password flow, which opens no window either. */
export function acquireTokenSilently(call: SilentCall | UsernamePasswordCall): EncodedRequest {
  return {
    method: 'acquireTokenSilently',
    body: jsonText({ authParameters: authParameters(call) }),
  };
}

export function acquireTokenInteractively(call: InteractiveCall): EncodedRequest {
  return {
    method: 'acquireTokenInteractively',
    body: jsonText({
      authParameters: { ...authParameters(call), onboardingBlob: onboardingBlob(call) },
      parentWindowHandle: windowHandle(call),
    }),
  };
}

const authorizationTypes: Readonly<Record<TokenCallKind, number>> = {
  silent: 1,
  usernamePassword: 3,
  interactive: 6,
};

function authParameters(call: TokenCall): Readonly<Record<string, JsonValue | undefined>> {
  const { request, account } = call;
  const proof = proofOfPossession(call);
  const handle = windowHandle(call);
  return {
    accessTokenToRenew: request.accessTokenToRenew ?? '',
    account: account === null ? null : accountObject(account),
    additionalQueryParametersForAuthorization: queryParameters(call),
    // A sign-in keeps `common`: it is about whoever the broker finds.
    authority: authorityOfRequest(request.authority, call.signIn ? undefined : account?.realm),
    authorizationType: authorizationTypes[call.kind],
    clientId: request.clientId,
    decodedClaims: sortedJson(request.claims ?? ''),
    enrollmentId: '',
    isSignIn: account === null ? true : undefined,
    isTestMode: false,
    parentWindow: handle === undefined ? undefined : { handle },
    password: call.kind === 'usernamePassword' ? call.password : '',
    popParams: proof === undefined ? null : popParams(proof),
    redirectUri: request.redirectUri === '' ? undefined : request.redirectUri,
    requestedScopes: requestedScopes(request.scopes),
    username: account?.username ?? call.username ?? '',
    uxContextHandle: -1,
  };
}

// The broker reads a signed integer, so a handle with its highest bit set is a negative number.
function windowHandle(call: TokenCall): bigint | undefined {
  if (call.kind === 'usernamePassword' || call.windowHandle === undefined) return undefined;
  return BigInt.asIntN(64, call.windowHandle);
}

function onboardingBlob(call: InteractiveCall): string {
  return jsonText({
    onboarding_mode: 'brokered',
    schema_version: '1.0.0',
    session_correlation_id: call.onboarding.sessionCorrelationId,
    steps_list: [{ step_id: 'AuthenticationStarted', ts: call.onboarding.timestamp.toISOString() }],
  });
}
