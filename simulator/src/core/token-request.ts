// SPDX-License-Identifier: MIT
import type { AccountReference } from './accounts.js';
import { faults } from './fault.js';
import { asObject, textOf, textsOf, type JsonObject } from './json.js';

/** Numbers of authorizationType on the wire. */
export const authorizationTypes = {
  silent: 1,
  usernamePassword: 3,
  interactive: 6,
  prt: 8,
} as const;

export interface SignedRequestTarget {
  readonly kind: 'signed-request';
  readonly httpMethod: string;
  readonly uriHost: string;
  readonly uriPath: string;
  readonly nonce: string;
  readonly clientClaims: string;
}

/** Proof of possession: a signed HTTP request, or a key of the caller's. */
export type PopRequest = SignedRequestTarget | { readonly kind: 'key'; readonly keyId: string };

/** The authParameters of a token request, read leniently: a wrong type counts as "not given". */
export interface TokenRequest {
  readonly clientId: string;
  readonly authority: string;
  readonly authorizationType: number;
  readonly scopes: readonly string[];
  readonly account: AccountReference | undefined;
  readonly username: string;
  readonly password: string;
  readonly isSignIn: boolean;
  readonly redirectUri: string;
  readonly claims: string;
  readonly accessTokenToRenew: string;
  readonly pop: PopRequest | undefined;
  readonly prompt: string;
  readonly domainHint: string;
}

/** @throws Fault (ApiContractViolation) for what no broker could answer. */
export function readTokenRequest(body: JsonObject): TokenRequest {
  const parameters = asObject(body['authParameters']);
  if (parameters === undefined) throw faults.badRequest('authParameters is missing');
  const extra = asObject(parameters['additionalQueryParametersForAuthorization']);
  const request: TokenRequest = {
    clientId: textOf(parameters, 'clientId'),
    authority: textOf(parameters, 'authority'),
    authorizationType: Number(parameters['authorizationType'] ?? 0),
    scopes: textsOf(parameters, 'requestedScopes'),
    account: readAccount(parameters['account']),
    username: textOf(parameters, 'username') || textOf(extra, 'login_hint'),
    password: textOf(parameters, 'password'),
    isSignIn: parameters['isSignIn'] === true,
    redirectUri: textOf(parameters, 'redirectUri'),
    claims: textOf(parameters, 'decodedClaims'),
    accessTokenToRenew: textOf(parameters, 'accessTokenToRenew'),
    pop: readPop(asObject(parameters['popParams'])),
    prompt: textOf(extra, 'prompt') || textOf(parameters, 'prompt'),
    domainHint: textOf(extra, 'domain_hint'),
  };
  if (request.clientId === '') throw faults.badRequest('clientId is missing');
  if (!URL.canParse(request.authority)) throw faults.badRequest('authority is not a URL');
  return request;
}

export function readAccount(value: unknown): AccountReference | undefined {
  const account = asObject(value);
  if (account === undefined) return undefined;
  return {
    homeAccountId: textOf(account, 'homeAccountId'),
    localAccountId: textOf(account, 'localAccountId'),
    username: textOf(account, 'username'),
  };
}

export function readPop(params: JsonObject | undefined): PopRequest | undefined {
  if (params === undefined) return undefined;
  const keyId = textOf(params, 'kid');
  if (keyId !== '') return { kind: 'key', keyId };
  return {
    kind: 'signed-request',
    httpMethod: textOf(params, 'httpMethod'),
    uriHost: textOf(params, 'uriHost'),
    uriPath: textOf(params, 'uriPath'),
    nonce: textOf(params, 'nonce'),
    clientClaims: textOf(params, 'clientClaims'),
  };
}
