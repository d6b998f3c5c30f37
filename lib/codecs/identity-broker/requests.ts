// SPDX-License-Identifier: MIT
import type {
  AccountsRequest,
  PrtSsoCookieRequest,
  SignedHttpRequestRequest,
  SignOutRequest,
} from '../../broker/types.js';
import { accountObject } from './account-object.js';
import { jsonText } from './json-text.js';
import { signedRequestParams } from './pop-params.js';
import type { EncodedRequest } from './request.js';

// Whose wire format this codec speaks; brokers may look at it.
const versionOfMicrosoftsClient = '12.0.2';

// What public clients of the broker send where their caller says nothing.
const cookieScopes = ['https://graph.microsoft.com/.default'];
const cookieRedirectUri = 'https://login.microsoftonline.com/common/oauth2/nativeclient';

export function getAccounts({ clientId }: Pick<AccountsRequest, 'clientId'>): EncodedRequest {
  // Microsoft's client sends the client id in both members.
  return { method: 'getAccounts', body: jsonText({ clientId, redirectUri: clientId }) };
}

export function removeAccount(
  request: Pick<SignOutRequest, 'clientId' | 'account'>,
): EncodedRequest {
  return {
    method: 'removeAccount',
    body: jsonText({ account: accountObject(request.account), clientId: request.clientId }),
  };
}

export function getLinuxBrokerVersion(): EncodedRequest {
  return {
    method: 'getLinuxBrokerVersion',
    body: jsonText({ msalCppVersion: versionOfMicrosoftsClient }),
  };
}

/**
 * Closes the window of the interactive flow, whichever that is: the message names none. An empty
 * body took a real broker off the bus, so the whole error object is always sent.
 */
export function cancelInteractiveFlow(): EncodedRequest {
  const error = {
    context: 'The InteractiveRequest was canceled on behalf of the user',
    diagnostics: null,
    errorCode: 0,
    status: 7,
    subStatus: 0,
    tag: 579379414,
  };
  return { method: 'cancelInteractiveFlow', body: jsonText({ error }) };
}

/** Unverified against Microsoft's client, which never sends it; as public clients send it. */
export function acquirePrtSsoCookie(
  request: Pick<
    PrtSsoCookieRequest,
    'clientId' | 'authority' | 'account' | 'ssoUrl' | 'scopes' | 'redirectUri'
  >,
): EncodedRequest {
  const account = accountObject(request.account);
  const authParameters = {
    account,
    additionalQueryParametersForAuthorization: {},
    authority: request.authority,
    authorizationType: 8,
    clientId: request.clientId,
    redirectUri: request.redirectUri ?? cookieRedirectUri,
    requestedScopes: request.scopes ?? cookieScopes,
    ssoUrl: request.ssoUrl,
    username: request.account.username,
    uxContextHandle: -1,
  };
  return {
    method: 'acquirePrtSsoCookie',
    body: jsonText({ account, authParameters, mamEnrollment: false, ssoUrl: request.ssoUrl }),
  };
}

/** Unverified against Microsoft's client, which never sends it. */
export function generateSignedHttpRequest(
  request: Pick<SignedHttpRequestRequest, 'clientId' | 'account' | 'proofOfPossession'>,
): EncodedRequest {
  return {
    method: 'generateSignedHttpRequest',
    body: jsonText({
      clientId: request.clientId,
      popParams: signedRequestParams(request.proofOfPossession, request.account.homeAccountId),
    }),
  };
}
